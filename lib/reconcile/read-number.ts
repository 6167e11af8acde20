import type { ReadNumber } from "@/db/queries/reconcile-runs";
import { readableNumber } from "@/lib/format";
import type { OwnedNumber } from "@/lib/twilio/provider";

/** A number of the account as it is kept beside our list. */
export function readNumber(number: OwnedNumber): ReadNumber {
  const { sid, e164, tag, type, voiceUrl, voiceFallbackUrl, overridden, createdAt } = number;
  const { country } = readableNumber(e164);
  return { sid, e164, country, type, name: tag, voiceUrl, voiceFallbackUrl, overridden, createdAt };
}
