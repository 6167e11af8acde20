import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { ASSIGN, USERS, withQuery } from "@/lib/domain/addresses";
import { plural } from "@/lib/domain/format";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { assignSearchSchema, tooManyPairs } from "@/lib/domain/people/assigning";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { readAssignable } from "@/lib/users/read-assignable";
import { nothingHere } from "@/lib/web/nothing-here";
import { CallerIdSearch } from "../caller-id-search";
import { AssignForm } from "./assign-form";
import { NumbersTable } from "./numbers-table";

export const metadata = { title: "Assign Caller IDs" };

/** A million pairs take a while. */
export const maxDuration = 300;

const backSchema = z.object({ back: z.string().max(1500).optional().catch(undefined) });

export default async function Assign({ searchParams }: PageProps<"/administration/users/assign">) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const asked = assignSearchSchema.parse(params);
  const { user, team, search, areaCode } = asked;
  const whom = user ? { user, team: null } : team ? { user: null, team } : nothingHere();
  const view = await readAssignable(admin, whom, asked, pageAskedSchema.parse(params));
  if (!view) nothingHere();
  const back = returnAddress(backSchema.parse(params).back, USERS);
  const kept = { ...(user ? { user } : { team: team ?? "" }), back };
  const { page, found } = view;
  const tooMany = tooManyPairs(found, view.people);
  return (
    <Window
      title={`Assign Caller IDs to ${view.name}`}
      closeTo={back}
      foot={
        <>
          <span className="window-foot-words">
            <span className="window-selected" /> selected
          </span>
          <div className="actions">
            <ButtonLink href={back}>Cancel</ButtonLink>
            {found > 0 && !tooMany && (
              <Button form="assign" name="all" value="yes">
                Assign all {found.toLocaleString("en-US")}
              </Button>
            )}
            <Button look="primary" form="assign">
              Assign selected
            </Button>
          </div>
        </>
      }
    >
      <FlashMessage />
      <CallerIdSearch kept={kept} search={search} areaCode={areaCode} autoFocus />
      {found === 0 && (search || areaCode) && (
        <p>
          <a href={withQuery(ASSIGN, kept)}>Show all</a>
        </p>
      )}
      <AssignForm fields={{ ...kept, search, areaCode }}>
        <p className="text-quiet text-small" role="status">
          {`${plural(found, "Caller ID")} ${search || areaCode ? "found" : "in all"}${user ? " that they may not use yet" : `, for ${plural(view.people, "person", "people")}`}.`}
        </p>
        {tooMany && <Notice>{tooMany}</Notice>}
        {found > 0 && <NumbersTable rows={page.rows} />}
      </AssignForm>
      <Pager page={page} query={{ ...kept, search, areaCode }} />
    </Window>
  );
}
