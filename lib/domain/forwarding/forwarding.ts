import {
  type CountryCode,
  isSupportedCountry,
  type NumberType,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { plainNumber, plural } from "@/lib/domain/format";
import { cleanTyped } from "@/lib/domain/typed-text";

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
  | Costly;

/** Ordinary people who call back would make somebody pay for more than an ordinary call. */
type Costly = "premium" | "personal" | "satellite";

const EMERGENCY = new Set(["911", "112", "999", "000", "110", "118", "119", "933"]);

/**
 * Which numbers call-backs can't go to, by the start of their E.164; the kinds of `KINDS` come after it. What stands in
 * neither is an ordinary number.
 */
const REFUSED: [start: RegExp, problem: Costly][] = [
  // International premium rate; North America's 900, and 976 in any area code.
  [/^\+979/, "premium"],
  [/^\+1(900|\d{3}976)/, "premium"],
  // International shared cost.
  [/^\+808/, "premium"],
  // The United Kingdom's service numbers: 084 and 087 cost what their owner asks, 09 more.
  [/^\+44(84|87|9)/, "premium"],
  // Follow-me numbers: the United Kingdom's 070, North America's 5XX of one owner, and international ones.
  [/^\+4470/, "personal"],
  [/^\+1(5(00|2[1-9]|33|44|66|77|88)|700)/, "personal"],
  [/^\+878/, "personal"],
  // Inmarsat, Iridium, Globalstar, Thuraya and other networks of no country.
  [/^\+(870|881|882|883)/, "satellite"],
];

/** What is decided for each kind of number that the numbering plans of the world know. */
const KINDS: Record<Exclude<NumberType, undefined>, Costly | "ordinary"> = {
  FIXED_LINE: "ordinary",
  MOBILE: "ordinary",
  FIXED_LINE_OR_MOBILE: "ordinary",
  TOLL_FREE: "ordinary",
  VOIP: "ordinary",
  VOICEMAIL: "ordinary",
  // Numbers of companies, such as the United Kingdom's 03: they cost what a landline costs.
  UAN: "ordinary",
  PREMIUM_RATE: "premium",
  SHARED_COST: "premium",
  PAGER: "premium",
  PERSONAL_NUMBER: "personal",
};

/**
 * Where call-backs go, typed any way people type a number; without a country code it is read as one of `country`.
 * Whether calls would come back to us from there, `find-loop` says.
 */
export function parseForwarding(
  typed: string,
  country: string,
): { e164: string } | { problem: ForwardingProblem } {
  const text = bareNumber(cleanTyped(typed));
  // As lists show it: "GB 0121 496 0123".
  const [, named, rest] = /^([A-Z]{2}) ?(?=[(+\d])(.*)$/.exec(text) ?? [];
  if (named && rest && isSupportedCountry(named)) return parseForwarding(rest, named);
  if (!text) return { problem: "empty" };
  const digits = text.replace(/\D/g, "");
  if (EMERGENCY.has(digits)) return { problem: "emergency" };
  if (hasExtension(text)) return { problem: "extension" };
  if (!digits || /[\p{L}]{4,}/u.test(text)) return { problem: "not-a-number" };
  // However one dials abroad where one comes from.
  const [, abroad] = /^(?:011|00)([1-9]\d{6,})$/.exec(digits) ?? [];
  const parsed =
    (abroad && parsePhoneNumberFromString(`+${abroad}`)) ||
    parsePhoneNumberFromString(text, { defaultCountry: country as CountryCode, extract: false });
  if (!parsed) return { problem: digits.length < 7 ? "too-short" : "not-a-number" };
  if (parsed.ext) return { problem: "extension" };
  const { number, nationalNumber } = parsed;
  if (EMERGENCY.has(nationalNumber)) return { problem: "emergency" };
  const refused = REFUSED.find(([start]) => start.test(number));
  if (refused) return { problem: refused[1] };
  if (!isPossible(parsed)) {
    const national = nationalNumber.length;
    return { problem: national < 7 ? "too-short" : national > 14 ? "too-long" : "not-possible" };
  }
  const kind = KINDS[parsed.getType() ?? "FIXED_LINE"];
  return kind === "ordinary" ? { e164: number } : { problem: kind };
}

/** In North America the shape decides: new area codes are in use before anybody's data knows them. */
const isPossible = (parsed: PhoneNumber) =>
  parsed.countryCallingCode === "1"
    ? /^\+1[2-9](?!11)[0-8]\d[2-9]\d{6}$/.test(parsed.number)
    : parsed.isValid();

/** Without what stands around a number where it was copied: a label, a link's scheme, brackets, and marks behind it. */
const bareNumber = (text: string) =>
  text
    .replace(/^[<("'[]+(?=\D*:)|^[<"'[]+|[>"'\],;.#]+$/g, "")
    .replace(/^(tel|phone|ph|mobile|mob|cell|call|callto|sip|t|m)\b[.:\s]*/i, "")
    .replace(/;phone-context=[^;]*/i, "")
    .trim();

/** A whole number, then a word or a sign, then a few digits: `extension 12`, `x12`, `#12`, `;ext=12`, `,,12`. */
function hasExtension(text: string): boolean {
  const [, number = ""] =
    /^([^\p{L}#,;*]*)(?:[,;]*\s*\p{L}+|[#,;*]+)[\s.:=]*\d{1,7}#?$/u.exec(text.toLowerCase()) ?? [];
  return number.replace(/\D/g, "").length >= 7;
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
    case "personal":
      return `${number} is a personal number, which costs as much as its owner asks. Enter an ordinary number.`;
    case "satellite":
      return `${number} is a satellite or network number, which costs several dollars a minute. Enter an ordinary number.`;
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
