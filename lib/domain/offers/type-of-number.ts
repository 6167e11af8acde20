import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { NumberType } from "./offer";

/** The type of a number by its digits, where nobody says it. */
export function typeOfNumber(e164: string): NumberType {
  const type = parsePhoneNumberFromString(e164)?.getType();
  if (type === "TOLL_FREE") return "toll-free";
  return type === "MOBILE" ? "mobile" : "local";
}
