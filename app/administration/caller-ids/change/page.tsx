import { redirect } from "next/navigation";
import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { readSelection } from "@/lib/caller-ids/read-selection";
import { CALLER_IDS, usedAddress, withQuery } from "@/lib/domain/addresses";
import { CHANGE_PARTS, type IntendedChange } from "@/lib/domain/caller-ids/change-many";
import { datesOf } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import { asTyped } from "@/lib/domain/forwarding/forwarding";
import { idSchema } from "@/lib/domain/new-id";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { listUsers } from "@/lib/users/list-users";
import { nothingHere } from "@/lib/web/nothing-here";
import { ApplyForm } from "./apply-form";
import { ChangeFoot } from "./change-foot";
import { IntendForm } from "./intend-form";
import { Preview } from "./preview";

export const metadata = { title: "Change Caller IDs" };

/** A hundred thousand rows take a while. */
export const maxDuration = 300;

const paramsSchema = z.object({
  selection: idSchema,
  part: z.enum([...CHANGE_PARTS, "export"]).catch("forwarding"),
  show: z.enum(["changed", "same", "moved", "kept"]).catch("changed"),
  back: z.string().max(1500).optional().catch(undefined),
});

export default async function Change({ searchParams }: PageProps<"/administration/caller-ids/change">) {
  const admin = await requireAdmin();
  const { selection: id, part, show, back: asked } = paramsSchema.parse(await searchParams);
  const view = (await readSelection(admin, id, show)) ?? nothingHere();
  const users = part === "users" ? await listUsers(admin) : [];
  const { selection } = view;
  const back = returnAddress(asked, CALLER_IDS);
  if (selection.changeId) redirect(withQuery(usedAddress(selection.changeId), { back }));
  const preview = view.preview?.change.part === part ? view.preview : null;
  const chosen = plural(selection.numbers, "Caller ID");
  const at = datesOf(admin, new Date()).time(selection.at);
  return (
    <Window
      title={part === "export" ? "Export Caller IDs" : "Change Caller IDs"}
      closeTo={back}
      foot={<ChangeFoot selection={selection} part={part} counts={preview?.counts ?? null} back={back} />}
    >
      <FlashMessage />
      <p>
        <strong>{`${chosen} chosen`}</strong>{" "}
        <span className="text-quiet">{`at ${at}: ${selection.words}.`}</span>
      </p>
      {part !== "export" && (
        <IntendForm
          selectionId={id}
          part={part}
          back={back}
          users={users}
          intended={preview && asTypedChange(preview.change, admin.country)}
        />
      )}
      {preview && (
        <Preview
          preview={preview}
          chosen={selection.numbers}
          show={show}
          query={{ selection: id, part, back }}
          users={users}
        />
      )}
      {preview && <ApplyForm selectionId={id} shown={preview.key} back={back} />}
    </Window>
  );
}

const asTypedChange = (change: IntendedChange, country: string): IntendedChange =>
  change.part === "forwarding" ? { ...change, forwardTo: asTyped(change.forwardTo, country) } : change;
