import { changeMany } from "@/lib/caller-ids/change-many";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import { intendChange } from "@/lib/caller-ids/intend-change";
import { readSelection } from "@/lib/caller-ids/read-selection";
import type { Admin } from "@/lib/domain/actor/actor";

/** Labels what a search finds, as an admin does: by a choice, a preview and a press. */
export async function labelSome(admin: Admin, search: { areaCode: string }, labels: string) {
  const selection = await chooseCallerIds(admin, search, `all that match “Area code ${search.areaCode}”`);
  if (!selection) throw new Error(`The demo has no Caller ID of ${search.areaCode}.`);
  await intendChange(admin, selection, { part: "labels", how: "add", labels });
  const view = await readSelection(admin, selection, "changed");
  const { kind } = await changeMany(admin, selection, view?.preview?.key ?? "");
  if (kind !== "changed") throw new Error(`The demo's labels were ${kind}.`);
}
