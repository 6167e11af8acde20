import { readableNumber } from "@/lib/domain/format";
import type { OwnedNumber } from "@/lib/domain/twilio/provider";

/** A number of the account as it is kept beside our list. */
export function readNumber(number: OwnedNumber) {
  const { tag, updatedAt: _, ...said } = number;
  return {
    ...said,
    name: tag,
    country: readableNumber(number.e164).country,
    overridden: number.trunkSid !== "" || number.voiceApplicationSid !== "",
  };
}

export type ReadNumber = ReturnType<typeof readNumber>;
