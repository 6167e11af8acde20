import { createHash } from "node:crypto";
import { z } from "zod";
import { plainNumber, plural } from "@/lib/domain/format";
import { MAX_LABELS } from "./labels";

/** What of many Caller IDs is changed at once. */
export const CHANGE_PARTS = ["users", "forwarding", "labels", "lock"] as const;
export type ChangePart = (typeof CHANGE_PARTS)[number];

/** What is about to happen to the chosen ones, checked against the rules of its part. */
export type IntendedChange =
  | { part: "forwarding"; forwardTo: string; ringForever: boolean }
  | { part: "labels"; how: How; labels: string[] }
  /** Everybody who was meant, members of teams included, when it was said. */
  | { part: "users"; how: How; userIds: string[] }
  | { part: "lock"; locked: boolean };

export const HOWS = ["add", "remove", "replace"] as const;
export type How = (typeof HOWS)[number];

/**
 * What becomes of one of them: it is so already; somebody changed it since it was chosen; it can't be so (released, none of
 * Twilio's, more labels than a number has); or it changes.
 */
export type RowOutcome = "changed" | "same" | "moved" | "kept";
export type ChangeCounts = Record<RowOutcome, number>;

/** What a form sends back to say which change it showed. */
export const keyOfChange = (change: IntendedChange): string =>
  createHash("sha256").update(JSON.stringify(change)).digest("hex").slice(0, 16);

/** What each of them does, in a sentence that begins with their count: `forwards to (628) 555-0100, rings forever`. */
export function changeWords(change: IntendedChange, nameOf: (userId: string) => string | undefined): string {
  switch (change.part) {
    case "forwarding":
      return `forwards to ${plainNumber(change.forwardTo)}, rings ${change.ringForever ? "forever" : "once"}`;
    case "labels": {
      const labels = change.labels.map((label) => `“${label}”`).join(", ");
      const noun = change.labels.length === 1 ? "the label" : "the labels";
      return {
        add: `gets ${noun} ${labels}`,
        remove: `loses ${noun} ${labels}`,
        replace: labels ? `has ${noun} ${labels} and no others` : "has no labels any more",
      }[change.how];
    }
    case "users": {
      const [only] = change.userIds.length === 1 ? change.userIds : [];
      const who = (only && nameOf(only)) ?? plural(change.userIds.length, "person", "people");
      return {
        add: `is assigned to ${who}`,
        remove: `is taken from ${who}`,
        replace:
          change.userIds.length > 0 ? `is assigned to ${who} and nobody else` : "is assigned to nobody",
      }[change.how];
    }
    case "lock":
      return change.locked ? "is locked against release" : "is unlocked";
  }
}

const KEPT_BECAUSE: Record<ChangePart, string> = {
  forwarding: "released or of your own",
  labels: `full, as a number has at most ${MAX_LABELS} labels,`,
  users: "released",
  lock: "released",
};
const UNDO_KEPT_BECAUSE = "released, or went to a number that is yours by now,";

/** `56 are so already.`, for what does not change; null where there is none of it. */
export function leftWords(
  { part, isUndo = false }: { part: ChangePart; isUndo?: boolean },
  outcome: Exclude<RowOutcome, "changed">,
  count: number,
): string | null {
  if (count === 0) return null;
  const [number, one] = [count.toLocaleString("en-US"), count === 1];
  const [are, stay] = one ? ["is", "stays"] : ["are", "stay"];
  switch (outcome) {
    case "same":
      return `${number} ${are} so already.`;
    case "kept":
      return `${number} ${are} ${isUndo ? UNDO_KEPT_BECAUSE : KEPT_BECAUSE[part]} and ${stay} as ${one ? "it is" : "they are"}.`;
    case "moved":
      return `${number} ${one ? "was" : "were"} changed by somebody since ${isUndo ? "" : one ? "it was chosen " : "they were chosen "}and ${stay} as ${one ? "it is" : "they are"}.`;
  }
}

/** All that does not change, in a row of sentences. */
export const allLeftWords = (of: { part: ChangePart; isUndo?: boolean }, counts: ChangeCounts): string =>
  (["same", "kept", "moved"] as const)
    .flatMap((outcome) => leftWords(of, outcome, counts[outcome]) ?? [])
    .join(" ");

/** A value of one part, as it is kept: read from the database, it is checked like anything else from outside. */
const valueSchemas = {
  forwarding: z.object({ forwardTo: z.string().nullable(), ringForever: z.boolean() }),
  labels: z.array(z.string()),
  users: z.array(z.string()),
  lock: z.boolean(),
};

/** `(628) 555-0100, ringing forever`: what one number had, or gets. */
export function valueWords(
  part: ChangePart,
  value: unknown,
  nameOf: (userId: string) => string | undefined,
): string {
  switch (part) {
    case "forwarding": {
      const { forwardTo, ringForever } = valueSchemas.forwarding.parse(value);
      return forwardTo ? `${plainNumber(forwardTo)}, ringing ${ringForever ? "forever" : "once"}` : "Nowhere";
    }
    case "labels":
      return valueSchemas.labels.parse(value).join(", ") || "No labels";
    case "users": {
      const ids = valueSchemas.users.parse(value);
      const [first] = ids;
      if (!first) return "Nobody";
      const name = nameOf(first) ?? "somebody";
      return ids.length === 1 ? name : `${name} +${ids.length - 1}`;
    }
    case "lock":
      return valueSchemas.lock.parse(value) ? "Locked" : "Not locked";
  }
}
