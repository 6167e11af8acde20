import { readableNumber } from "@/lib/domain/format";
import type { OwnedNumber } from "@/lib/domain/twilio/provider";

/** As many numbers as Twilio lists on a page. */
export const ACCOUNT_PAGE_ROWS = 1000;

/** A number of the account as it is kept beside our list. */
export function asAccountNumber(number: OwnedNumber) {
  const { tag, updatedAt: _, ...kept } = number;
  return {
    ...kept,
    name: tag,
    country: readableNumber(number.e164).country,
    overridden: number.trunkSid !== "" || number.voiceApplicationSid !== "",
  };
}

export type AccountNumber = ReturnType<typeof asAccountNumber>;
