"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { changeMany } from "@/lib/caller-ids/change-many";
import { intendChange, type TypedChange } from "@/lib/caller-ids/intend-change";
import { CALLER_IDS, CHANGE_CALLER_IDS, usedAddress, withQuery } from "@/lib/domain/addresses";
import { allLeftWords, CHANGE_PARTS, HOWS } from "@/lib/domain/caller-ids/change-many";
import { type ForwardingProblem, forwardingSentence } from "@/lib/domain/forwarding/forwarding";
import { idSchema } from "@/lib/domain/new-id";
import { inCountry } from "@/lib/domain/offers/offer";
import { isSearchAlone, userChoiceFields } from "@/lib/domain/people/user-choice";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { cleanTyped } from "@/lib/domain/typed-text";
import { chosenUsers } from "@/lib/users/chosen-users";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { nothingHere } from "@/lib/web/nothing-here";

const intendSchema = z.object({
  selection: idSchema,
  part: z.enum(CHANGE_PARTS),
  back: z.string().max(2000).default(""),
  how: z.enum(HOWS).catch("add"),
  forwardTo: z.string().max(200).default(""),
  ringForever: z.string().optional(),
  labels: z.string().max(5000).default(""),
  locked: z.enum(["yes", "no"]).catch("yes"),
  users: userChoiceFields.users,
  teams: userChoiceFields.teams,
  everyone: userChoiceFields.everyone,
  find: userChoiceFields.find,
  searched: userChoiceFields.searched,
  do: userChoiceFields.do,
});

export const intendAction = action(intendSchema, async (admin, { selection, part, back, ...typed }) => {
  const { how, forwardTo, labels, locked, users, teams, find } = typed;
  const ringForever = typed.ringForever !== undefined;
  const values = {
    how,
    forwardTo,
    ringForever: ringForever ? "yes" : "",
    labels,
    locked,
    users,
    teams,
    find,
  };
  if (part === "users" && isSearchAlone(typed)) return ok(undefined, values);
  const userIds = part === "users" ? await chosenUsers(admin, typed) : [];
  if (!userIds) return badFields({ users: "A team that you ticked has nobody active any more." }, values);
  const changes: Record<typeof part, TypedChange> = {
    forwarding: { part: "forwarding", forwardTo, ringForever },
    labels: { part: "labels", how, labels },
    users: { part: "users", how, userIds },
    lock: { part: "lock", locked: locked === "yes" },
  };
  const outcome = await intendChange(admin, selection, changes[part]);
  const way = { back: returnAddress(back, CALLER_IDS) };
  switch (outcome.kind) {
    case "not-found":
      return nothingHere();
    case "used":
      return redirect(withQuery(usedAddress(outcome.changeId), way));
    case "forwarding":
      return badFields({ forwardTo: sentenceOf(outcome.problem, forwardTo, admin.country) }, values);
    case "labels":
      return badFields({ labels: outcome.words }, values);
    case "users":
      return badFields({ users: outcome.words }, values);
    case "intended":
      return redirect(withQuery(CHANGE_CALLER_IDS, { selection, part, ...way }));
  }
});

const sentenceOf = (problem: ForwardingProblem, typed: string, country: string) =>
  forwardingSentence(problem, cleanTyped(typed), inCountry(country));

const applySchema = z.object({
  selection: idSchema,
  shown: z.string().max(100).default(""),
  back: z.string().max(2000).default(""),
});

export const applyAction = action(applySchema, async (admin, { selection, shown, back }) => {
  const outcome = await changeMany(admin, selection, shown);
  switch (outcome.kind) {
    case "not-found":
      return nothingHere();
    case "stale":
      return bad(
        "Another window said something else about these Caller IDs. Nothing was changed: preview it again.",
      );
    case "under-way":
      return bad("This change is under way already, in another window. Reload this page in a moment.");
    case "unchanged":
      return bad(`Nothing was changed. ${allLeftWords(outcome, outcome.counts)}`);
    case "unknown-users":
      return bad("Somebody you ticked was deactivated meanwhile. Nothing was changed: preview it again.");
    case "forwarding":
      return bad(`${sentenceOf(outcome.problem, outcome.forwardTo, admin.country)} Nothing was changed.`);
    case "changed":
      return redirect(withQuery(usedAddress(outcome.changeId), { back: returnAddress(back, CALLER_IDS) }));
  }
});
