import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { requireAdmin } from "@/lib/auth/require-user";
import { readChange } from "@/lib/caller-ids/read-change";
import { CALLER_IDS, changeAddress, withQuery } from "@/lib/domain/addresses";
import { leftWords } from "@/lib/domain/caller-ids/change-many";
import { datesOf } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { nothingHere } from "@/lib/web/nothing-here";
import { undoAction } from "./actions";
import { LeftNumbers } from "./left-numbers";

export const metadata = { title: "Change of Caller IDs" };

/** An Undo of a hundred thousand rows takes a while. */
export const maxDuration = 300;

const DAY_MS = 24 * 60 * 60 * 1000;

const paramsSchema = z.object({ back: z.string().max(1500).optional().catch(undefined) });

type Props = PageProps<"/administration/caller-ids/changes/[changeId]">;

export default async function Changed({ params, searchParams }: Props) {
  const admin = await requireAdmin();
  const id = idSchema.parse((await params).changeId);
  const view = await readChange(admin, id);
  if (!view) nothingHere();
  const { change, who, left, undoneBy, isPast } = view;
  const { back } = paramsSchema.parse(await searchParams);
  const dates = datesOf(admin, new Date());
  const until = dates.dayAndTime(new Date(change.at.getTime() + DAY_MS));
  return (
    <Page>
      <PageHead
        back={{ to: returnAddress(back, CALLER_IDS), name: "Caller IDs" }}
        title={change.undoes ? "Undone change" : "Change of Caller IDs"}
        about={`${who}, ${dates.dayAndTime(change.at)}`}
      />
      <div className="stack stack-readable">
        <FlashMessage />
        <Notice kind="ok">
          <strong>{`${plural(change.changed, "Caller ID")} changed: each ${change.words}.`}</strong>
        </Notice>
        {(["moved", "kept"] as const).map((outcome) => {
          const words = leftWords(
            { part: change.part, isUndo: change.undoes !== null },
            outcome,
            change[outcome],
          );
          return (
            words && <LeftNumbers key={outcome} words={words} rows={left[outcome]} count={change[outcome]} />
          );
        })}
        {undoneBy ? (
          <p>
            It was undone. <a href={withQuery(changeAddress(undoneBy), { back })}>Show the undo</a>
          </p>
        ) : isPast ? (
          <p className="text-quiet">A change can be undone for 24 hours.</p>
        ) : (
          <PlainForm action={undoAction}>
            <input type="hidden" name="changeId" value={id} />
            <input type="hidden" name="back" value={back ?? ""} />
            <Submit icon="undo">{`Undo, until ${until}`}</Submit>
          </PlainForm>
        )}
      </div>
    </Page>
  );
}
