import type { ReadNumber } from "@/db/queries/reconcile-runs";
import { readableNumber } from "@/lib/format";
import type { OwnedNumber } from "@/lib/twilio/provider";

/** A number of the account as it is kept beside our list. */
export function readNumber(number: OwnedNumber) {
  const { tag, updatedAt: _, ...said } = number;
  return {
    ...said,
    name: tag,
    country: readableNumber(number.e164).country,
    overridden: number.trunkSid !== "" || number.voiceApplicationSid !== "",
  } satisfies ReadNumber;
}
