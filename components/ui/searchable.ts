/** Text as a search compares it: without case, accents, invisible marks and spaces at its ends. */
export const searchable = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .trim()
    .toLowerCase();
