import { z } from "zod";

/** What a form says that it was drawn with, field by field; nothing of what makes no sense. */
export function readShown(shown: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(shown));
  } catch {
    return {};
  }
}

/**
 * What the fields of a form hold once somebody else was quicker, `now` being what is saved: what was typed over what the
 * form had shown goes on top, and what was left alone is theirs. `changed` are the fields that they changed.
 */
export function onTop<Field extends string>(
  typed: Record<Field, string>,
  shown: Partial<Record<Field, string>>,
  now: Record<Field, string>,
): { values: Record<Field, string>; changed: Set<Field> } {
  const fields = Object.keys(now) as Field[];
  return {
    values: Object.fromEntries(
      fields.map((field) => [field, typed[field] === shown[field] ? now[field] : typed[field]]),
    ) as Record<Field, string>,
    changed: new Set(fields.filter((field) => now[field] !== (shown[field] ?? typed[field]))),
  };
}

/** Who was quicker, what they changed, and what to do: every form of one thing says it alike. */
export function staleWords(who: string | null, when: string | null, changes: string[]): string {
  const told = changes.length > 0 ? `: ${changes.join(", ")}` : "";
  return `${who ?? "Somebody"} changed this ${when ?? "meanwhile"}${told}. Nothing of yours was saved yet. Save again to put it on top.`;
}
