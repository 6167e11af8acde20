import { z } from "zod";
import { startOfAreaCode } from "@/lib/domain/geography/area-codes";
import { idSchema } from "@/lib/domain/new-id";
import { cleanTyped } from "@/lib/domain/typed-text";

const text = (max: number) => z.string().max(max).transform(cleanTyped).catch("").default("");

/** Whom Caller IDs are assigned to, and which are looked for, as an address says it. */
export const assignSearchSchema = z.object({
  user: idSchema.optional().transform((id) => id || undefined),
  team: text(100).transform((team) => team || undefined),
  search: text(100),
  areaCode: text(20).transform(startOfAreaCode),
});

/** So many pairs of number and person one press may make. */
const MAX_PAIRS = 1_000_000;

/** What is refused before the press. */
export const tooManyPairs = (numbers: number, people: number): string | null =>
  numbers * people > MAX_PAIRS
    ? `${numbers.toLocaleString("en-US")} Caller IDs for ${people.toLocaleString("en-US")} people are ${(numbers * people).toLocaleString("en-US")} pairs; one press makes at most ${MAX_PAIRS.toLocaleString("en-US")}. Choose fewer of either. Nothing was assigned.`
    : null;
