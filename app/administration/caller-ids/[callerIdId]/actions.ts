"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { changeCallBacks } from "@/lib/caller-ids/change-call-backs";
import { changeLabels } from "@/lib/caller-ids/change-labels";
import { changeLock } from "@/lib/caller-ids/change-lock";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import { callerIdAddress, RELEASE_CALLER_IDS, withQuery } from "@/lib/domain/addresses";
import { labelsTyped } from "@/lib/domain/caller-ids/labels";
import { callBacksShown, labelsShown } from "@/lib/domain/caller-ids/parts";
import { plainNumber } from "@/lib/domain/format";
import { forwardingSentence } from "@/lib/domain/forwarding/forwarding";
import { idSchema } from "@/lib/domain/new-id";
import { inCountry } from "@/lib/domain/offers/offer";
import { cleanTyped } from "@/lib/domain/typed-text";
import { unassignCallerIds } from "@/lib/users/unassign-caller-ids";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";
import { nothingHere } from "@/lib/web/nothing-here";
import { samePage } from "@/lib/web/same-page";
import { changedBy } from "./changed-by";

const callBacksSchema = z.object({
  callerIdId: idSchema,
  shown: z.string().max(100).default(""),
  forwardTo: z.string().max(200).default(""),
  ringForever: z.string().optional(),
});

export const changeCallBacksAction = action(callBacksSchema, async (admin, input) => {
  const { callerIdId: id, shown, forwardTo } = input;
  const ringForever = input.ringForever !== undefined;
  const typed = { shown, forwardTo, ringForever: ringForever ? "yes" : "" };
  const outcome = await changeCallBacks(admin, { id, shown }, { forwardTo, ringForever });
  switch (outcome.kind) {
    case "not-found":
      return nothingHere();
    case "not-answered":
      return bad("Call-backs to this number don't come here any more. Nothing was changed.", typed);
    case "forwarding": {
      const sentence = forwardingSentence(outcome.problem, cleanTyped(forwardTo), inCountry(admin.country));
      return badFields({ forwardTo: sentence }, typed);
    }
    case "stale": {
      const { now } = outcome;
      const holds = now.forwardTo
        ? `it forwards to ${plainNumber(now.forwardTo)}, ${now.ringForever ? "ringing forever" : "ringing once"}`
        : "it forwards nowhere";
      return bad(`${await changedBy(admin, id, "caller-id.forwarded")}: ${holds}. ${NOT_SAVED}`, {
        ...typed,
        shown: callBacksShown(now),
      });
    }
    case "unchanged":
      return ok("Nothing differs from what is saved.", typed);
    case "changed":
      await flash(
        callerIdAddress(id),
        outcome.isSetAtTwilio
          ? "Saved. Call-backs go there from now on."
          : "Saved. Calls go there once Reconcile has repaired the number: it is set otherwise at Twilio.",
      );
      return redirect(await samePage(callerIdAddress(id)));
  }
});

const NOT_SAVED = "Yours is not saved yet; what you typed is kept. Save again to put it on top.";

const labelsSchema = z.object({
  callerIdId: idSchema,
  shown: z.string().max(5000).default(""),
  labels: z.string().max(5000).default(""),
});

export const changeLabelsAction = action(labelsSchema, async (admin, { callerIdId: id, shown, labels }) => {
  const typed = { shown, labels };
  const outcome = await changeLabels(admin, { id, shown }, labels);
  switch (outcome.kind) {
    case "not-found":
      return nothingHere();
    case "problem":
      return badFields({ labels: outcome.words }, typed);
    case "stale": {
      const holds =
        outcome.now.length > 0 ? `the labels are ${labelsTyped(outcome.now)}` : "there are no labels";
      return bad(`${await changedBy(admin, id, "caller-id.labelled")}: ${holds}. ${NOT_SAVED}`, {
        ...typed,
        shown: labelsShown(outcome.now),
      });
    }
    case "unchanged":
      return ok("Nothing differs from what is saved.", typed);
    case "changed":
      await flash(callerIdAddress(id), "Saved.");
      return redirect(await samePage(callerIdAddress(id)));
  }
});

export const unassignUserAction = action(
  z.object({ callerIdId: idSchema, userId: idSchema }),
  async (admin, { callerIdId: id, userId }) => {
    const lost = await unassignCallerIds(admin, userId, { ids: [id] });
    if (lost === null) nothingHere();
    await flash(
      callerIdAddress(id),
      lost > 0
        ? "Unassigned: they can't call with this number any more."
        : "They had been unassigned already.",
    );
    redirect(await samePage(callerIdAddress(id)));
  },
);

const lockSchema = z.object({ callerIdId: idSchema, locked: z.enum(["yes", "no"]) });

export const changeLockAction = action(lockSchema, async (admin, { callerIdId: id, locked }) => {
  const outcome = await changeLock(admin, id, locked === "yes");
  if (outcome === "not-found") nothingHere();
  if (outcome === "too-late")
    await flash(
      callerIdAddress(id),
      "Locked, but Twilio may have been asked to release it a moment before. It is kept if Twilio has it still.",
      "bad",
    );
  else
    await flash(
      callerIdAddress(id),
      locked === "yes" ? "Locked: nobody can release it until it is unlocked." : "Unlocked.",
    );
  redirect(await samePage(callerIdAddress(id)));
});

/** Leads to the window in which this one number is released. */
export const startReleaseAction = action(
  z.object({ callerIdId: idSchema }),
  async (admin, { callerIdId }) => {
    const selection = await chooseCallerIds(admin, { ids: [callerIdId] }, "one number");
    if (!selection) return nothingHere();
    redirect(withQuery(RELEASE_CALLER_IDS, { selection, back: callerIdAddress(callerIdId) }));
  },
);
