import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { ButtonLink } from "@/components/ui/button";
import { Submit } from "@/components/ui/submit";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { RECONCILE, withQuery } from "@/lib/domain/addresses";
import { plainNumber, plural } from "@/lib/domain/format";
import { inCountry } from "@/lib/domain/offers/offer";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { readFindingRows, writeFindingRows } from "@/lib/domain/reconcile/finding-rows";
import { readAdoptable } from "@/lib/reconcile/read-adoptable";
import { versionOfFinding } from "@/lib/reconcile/settle-rows";
import { listUsers } from "@/lib/users/list-users";
import { AdoptForm } from "./adopt-form";
import { ToAdopt } from "./to-adopt";

export const metadata = { title: "Adopt" };

const schema = pageAskedSchema.extend({
  rows: z.string().max(4000).catch("").transform(readFindingRows),
});

export default async function Adopt({ searchParams }: PageProps<"/administration/reconcile/adopt">) {
  const admin = await requireAdmin();
  const { rows, ...place } = schema.parse(await searchParams);
  const back = withQuery(RECONCILE, { show: "unlisted", ...place });
  const [findings, users] = await Promise.all([readAdoptable(admin, rows), listUsers(admin)]);
  const [first] = findings;
  if (!first)
    return (
      <Window
        title="Adopt"
        narrow
        closeTo={back}
        foot={<ButtonLink href={back}>Back to Reconcile</ButtonLink>}
      >
        <p>
          {rows.length === 0
            ? "No number was chosen."
            : "Somebody was quicker, or they changed at Twilio since you chose them: nothing is left to adopt of what you chose."}{" "}
          Reconcile shows how the numbers are now.
        </p>
      </Window>
    );
  const title =
    findings.length === 1 ? `Adopt ${plainNumber(first.e164)}` : `Adopt ${plural(findings.length, "number")}`;
  const drawn = findings.map((one) => ({ e164: one.e164, version: versionOfFinding("unlisted", one) }));
  return (
    <Window
      title={title}
      narrow
      closeTo={back}
      foot={
        <div className="actions">
          <ButtonLink href={back}>Cancel</ButtonLink>
          <Submit look="primary" form="adopt">
            {findings.length === 1 ? "Adopt" : `Adopt ${plural(findings.length, "number")}`}
          </Submit>
        </div>
      }
    >
      <FlashMessage />
      <ToAdopt findings={findings} missing={rows.length - findings.length} />
      <AdoptForm
        rows={writeFindingRows(drawn)}
        place={place}
        users={users}
        country={inCountry(admin.country)}
      />
    </Window>
  );
}
