import { cleanTyped } from "@/lib/domain/typed-text";

export const MAX_LABELS = 20;
const MAX_GRAPHEMES = 40;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How many characters somebody sees. */
export const graphemesOf = (text: string) => [...graphemes.segment(text)].length;

/** What two labels are compared by: whatever their case. */
const labelKey = (label: string) => label.toLowerCase();

/** Labels as they are typed, with commas or lines between them: each once, its case as first typed. */
export function readLabels(typed: string): { labels: string[] } | { problem: string } {
  const labels = new Map<string, string>();
  for (const part of typed.normalize("NFKC").split(/[,\u3001\n]/)) {
    const label = cleanTyped(part);
    if (!label) continue;
    if (graphemesOf(label) > MAX_GRAPHEMES)
      return {
        problem: `“${label}” has ${graphemesOf(label)} characters. A label has at most ${MAX_GRAPHEMES}.`,
      };
    if (!labels.has(labelKey(label))) labels.set(labelKey(label), label);
  }
  if (labels.size > MAX_LABELS)
    return { problem: `These are ${labels.size} labels. A number has at most ${MAX_LABELS}.` };
  return { labels: [...labels.values()] };
}

/** As a field shows them, and `readLabels` reads them back. */
export const labelsTyped = (labels: readonly string[]) => labels.join(", ");
