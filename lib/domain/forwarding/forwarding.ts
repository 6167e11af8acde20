import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { plainNumber, plural } from "@/lib/domain/format";

/** Call-backs would come back to us. */
export type LoopProblem = "own-number" | "in-this-order" | "on-order" | "of-installation";

export type ForwardingProblem =
  | LoopProblem
  | "empty"
  | "not-a-number"
  | "too-short"
  | "too-long"
  | "not-possible"
  | "extension"
  | "emergency"
  | "premium";

const EMERGENCY = new Set(["911", "112", "999", "000", "110", "118", "119", "933"]);

/**
 * Where call-backs go, typed any way people type a number; without a country code it is read as one of `country`.
 * Whether calls would come back to us from there, `find-loop` says.
 */
export function parseForwarding(
  typed: string,
  country: string,
): { e164: string } | { problem: ForwardingProblem } {
  const text = typed
    .normalize("NFKC")
    .trim()
    .replace(/^tel:\s*/i, "");
  if (!text) return { problem: "empty" };
  const digits = text.replace(/\D/g, "");
  if (EMERGENCY.has(digits)) return { problem: "emergency" };
  if (!digits || /[\p{L}]{4,}/u.test(text)) return { problem: "not-a-number" };
  const parsed =
    parsePhoneNumberFromString(text, { defaultCountry: country as CountryCode, extract: false }) ??
    (digits.startsWith("011") ? parsePhoneNumberFromString(`+${digits.slice(3)}`) : undefined);
  if (!parsed) return { problem: digits.length < 7 ? "too-short" : "not-a-number" };
  if (parsed.ext) return { problem: "extension" };
  if (!parsed.isValid()) {
    const national = parsed.nationalNumber.length;
    return { problem: national < 7 ? "too-short" : national > 14 ? "too-long" : "not-possible" };
  }
  const type = parsed.getType();
  if (type === "PREMIUM_RATE" || type === "SHARED_COST" || type === "UAN" || type === "PAGER")
    return { problem: "premium" };
  return { e164: parsed.number };
}

/** A number in E.164 as somebody in `country` would type it; parseForwarding reads it back. */
export function asTyped(e164: string, country: string): string {
  const parsed = parsePhoneNumberFromString(e164);
  return (parsed?.country === country ? parsed.formatNational() : parsed?.formatInternational()) ?? e164;
}

/** What to tell the person; `number` is what they typed, `country` the default country's name. */
export function forwardingSentence(problem: ForwardingProblem, number: string, country: string): string {
  switch (problem) {
    case "empty":
      return "Enter the number that call-backs should ring.";
    case "not-a-number":
      return `“${number}” is not a phone number. Enter one with its digits, such as (628) 555-0100 or +1 628 555 0100.`;
    case "too-short":
      return `${number} is too short, or a short number that only works inside a network. Enter a whole number with its area code.`;
    case "too-long":
      return `${number} is too long to be a phone number. Check for digits typed twice.`;
    case "not-possible":
      return number.startsWith("+")
        ? `${number} is not a possible number of its country. Check its digits.`
        : `${number} is not a possible number in ${country}. Enter it with its area code; for another country start with + and its code.`;
    case "extension":
      return `${number} has an extension, which a call-back can’t dial. Enter a number without one.`;
    case "emergency":
      return `${number} is an emergency number. Call-backs can’t be forwarded to it.`;
    case "premium":
      return `${number} is a premium-rate or shared-cost number. Enter an ordinary number.`;
    case "own-number":
      return `${number} is one of your own Caller IDs, so calls would go round in circles. Enter a number outside this list.`;
    case "in-this-order":
      return `${number} is one of the numbers you are buying, so calls would go round in circles. Enter another number.`;
    case "on-order":
      return `${number} is on order in your organization, so calls would go round in circles. Enter another number.`;
    case "of-installation":
      return `${number} can't be used for forwarding. Enter another number.`;
  }
}

/** The same at approval, where the number was fine when the order was placed. */
export function loopSentence(problem: LoopProblem): string {
  const number = "The number that call-backs are forwarded to";
  switch (problem) {
    case "own-number":
      return `${number} has become one of your own Caller IDs, so calls would go round in circles.`;
    case "on-order":
      return `${number} is on order in your organization by now, so calls would go round in circles.`;
    case "in-this-order":
      return `${number} is one of the numbers of this order, so calls would go round in circles.`;
    case "of-installation":
      return `${number} can't be used for forwarding.`;
  }
}

/** Why a number can't be ordered: call-backs of others go to it. */
export function forwardedToSentence({
  e164,
  callerIds,
  onOrder,
}: {
  e164: string;
  callerIds: number;
  onOrder: number;
}): string {
  const whose = [
    ...(callerIds > 0 ? [plural(callerIds, "Caller ID")] : []),
    ...(onOrder > 0 ? [`${plural(onOrder, "number")} on order`] : []),
  ].join(" and ");
  return `Call-backs of ${whose} go to ${plainNumber(e164)}. Forward them elsewhere first.`;
}
