import { countViews, upsertView } from "@/db/queries/saved-views";
import type { Admin } from "@/lib/domain/actor/actor";
import { MAX_VIEWS, readViewName, readViewQuery } from "@/lib/domain/caller-ids/saved-view";
import { database } from "@/lib/runtime/database";

type SaveOutcome = { kind: "saved"; name: string; query: string } | { kind: "problem"; words: string };

class TooManyViews extends Error {}

/** Keeps what a list shows under a name, for all admins; a name that is taken shows this from now on. */
export async function saveView(admin: Admin, typed: { name: string; query: string }): Promise<SaveOutcome> {
  const read = readViewName(typed.name);
  if ("problem" in read) return { kind: "problem", words: read.problem };
  const view = { ...read, query: readViewQuery(typed.query) };
  try {
    await database().transaction(async (tx) => {
      await upsertView(tx, admin, view);
      if ((await countViews(tx, admin)) > MAX_VIEWS) throw new TooManyViews();
    });
    return { kind: "saved", ...view };
  } catch (fault) {
    if (!(fault instanceof TooManyViews)) throw fault;
    return { kind: "problem", words: `There are ${MAX_VIEWS} views already. Delete one first.` };
  }
}
