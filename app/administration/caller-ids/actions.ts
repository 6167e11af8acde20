"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import { deleteView } from "@/lib/caller-ids/delete-view";
import { saveView } from "@/lib/caller-ids/save-view";
import { CALLER_IDS, CHANGE_CALLER_IDS, RELEASE_CALLER_IDS, withQuery } from "@/lib/domain/addresses";
import { callerIdFilterSchema, filterWords, searchOf } from "@/lib/domain/caller-ids/caller-id-filter";
import { CHANGE_PARTS } from "@/lib/domain/caller-ids/change-many";
import { many } from "@/lib/domain/form-fields";
import { plural } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { listUserNames } from "@/lib/users/list-users";
import { action, afterSignIn, bad, badFields, choiceAction, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  number: many(idSchema, 250),
  scope: z.enum(["ticked", "page", "match"]).catch("ticked"),
  query: z.string().max(8000).default(""),
  // Where many long filters make it too long the list itself is a way back.
  back: z.string().max(2000).catch(""),
  shown: many(idSchema, 250),
  // Whose page it was.
  owner: z.string().max(200).default(""),
  part: z.enum([...CHANGE_PARTS, "release", "export", "nothing"]).catch("nothing"),
});

/** Keeps which Caller IDs are meant, as they are now, and leads to what is to be done with them. */
export const chooseAction = choiceAction(
  schema,
  async (admin, { number, shown, scope, query, back, part }) => {
    // Enter in a box ticks nothing and means nothing.
    if (part === "nothing") return ok();
    const ids = scope === "page" ? shown : number;
    if (scope !== "match" && ids.length === 0) return bad("Tick the Caller IDs first. Nothing was changed.");
    const filter = callerIdFilterSchema.parse(Object.fromEntries(new URLSearchParams(query)));
    const names = new Map((await listUserNames(admin)).map(({ id, name }) => [id, name]));
    const chips = filterWords(filter, (id) => names.get(id)).map(({ words }) => words);
    const words =
      scope !== "match"
        ? scope === "page"
          ? "all of one page"
          : plural(ids.length, "ticked row")
        : chips.length > 0
          ? `all that match “${chips.join(", ")}”`
          : "all of the list";
    const choice = scope === "match" ? searchOf(filter, admin.timeZone) : { ids, unlisted: true };
    const selection = await chooseCallerIds(admin, choice, words);
    if (!selection) return bad("None of these is in your list any more. Nothing was changed.");
    const way = { selection, back: returnAddress(back, CALLER_IDS) };
    const to =
      part === "release"
        ? withQuery(RELEASE_CALLER_IDS, way)
        : withQuery(CHANGE_CALLER_IDS, { ...way, part });
    redirect(await afterSignIn(to));
  },
);

const saveSchema = z.object({
  name: z.string().max(500).default(""),
  query: z.string().max(8000).default(""),
});

export const saveViewAction = action(saveSchema, async (admin, typed) => {
  const outcome = await saveView(admin, typed);
  if (outcome.kind === "problem") return badFields({ name: outcome.words }, { name: typed.name });
  await flash(CALLER_IDS, `Saved as “${outcome.name}”, for all administrators.`);
  redirect(outcome.query ? `${CALLER_IDS}?${outcome.query}` : CALLER_IDS);
});

export const deleteViewAction = action(z.object({ viewId: idSchema }), async (admin, { viewId }) => {
  const name = await deleteView(admin, viewId);
  await flash(
    CALLER_IDS,
    name === null ? "The view had been deleted already." : `The view “${name}” is deleted.`,
  );
  redirect(CALLER_IDS);
});
