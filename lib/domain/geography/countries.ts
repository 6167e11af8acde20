const NAMES = new Intl.DisplayNames("en", { type: "region" });

/** `Jamaica` for `JM`; the code itself where nobody knows it. */
export function countryName(code: string): string {
  try {
    return NAMES.of(code) ?? code;
  } catch {
    return code;
  }
}
