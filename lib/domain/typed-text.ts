/**
 * What nobody sees: marks of direction, joiners, variation selectors, fillers and control characters. A joiner between
 * two pictures makes one of them, which everybody sees.
 */
const INVISIBLE =
  /(?!(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*)\u200d\p{Extended_Pictographic})[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?![\t\n\r])\p{Cc}/gu;
const DASH = /[\p{Dash_Punctuation}\u2043\u2212]/gu;
const FOREIGN_DIGIT = /(?![0-9])\p{Decimal_Number}/gu;

/**
 * Typed or pasted text as it was meant, before the field's own rule: nothing invisible, every dash a `-`, every digit
 * one of 0 to 9, look-alikes as their plain form (NFKC), spaces of any kind one space, none at the ends.
 */
export function cleanTyped(typed: string): string {
  return (
    typed
      .normalize("NFKC")
      .replace(INVISIBLE, "")
      // What stood apart may belong together now.
      .normalize("NFKC")
      .replace(DASH, "-")
      .replace(FOREIGN_DIGIT, asciiDigit)
      .replace(/[^\S\n]+/g, " ")
      .trim()
  );
}

/** The digits of a script stand one after another, from its zero. */
function asciiDigit(digit: string): string {
  const at = digit.codePointAt(0) ?? 0;
  let zero = at;
  while (/\p{Decimal_Number}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((at - zero) % 10);
}
