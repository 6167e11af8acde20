import { cleanTyped } from "@/lib/domain/typed-text";

/**
 * The one spelling of an address that we compare, limit and mail, or null. NFKC comes first, or a look-alike of `@`
 * could split one address into two recipients (GHSA-7rqj-j65f-68wh); ASCII only, exactly one `@`, no quotes.
 */
export function readEmailAddress(typed: string): string | null {
  const address = cleanTyped(typed)
    .replace(/^mailto:/i, "")
    .replace(/[,;]+$/, "")
    // `Name <address>`, and no second one.
    .replace(/^[^<>@,;]*<([^<>]*)>$/, "$1")
    .toLowerCase();
  if (address.length > 254 || !/^[\x21-\x7e]+$/.test(address) || /["(),:;<>[\]\\]/.test(address)) return null;
  return /^[^@]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z][a-z0-9-]*$/.test(address) &&
    !address.includes("..")
    ? address
    : null;
}

/** Whether it is an address, alone or as `Name <address>`. */
export const isEmailAddress = (text: string) => readEmailAddress(text) !== null;
