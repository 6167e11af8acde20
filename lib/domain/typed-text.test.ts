import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanTyped } from "./typed-text";

describe("typed text, before any field's own rule", () => {
  it.each([
    ["marks of direction", "\u202d+1 628 555 0100\u202c", "+1 628 555 0100"],
    ["a left-to-right mark and a tab behind it", "\u200e+1 628\t", "+1 628"],
    ["isolates", "\u2066(628) 555-0100\u2069", "(628) 555-0100"],
    ["a byte order mark and spaces without width", "\ufeff51\u200b2\u2060", "512"],
    ["soft hyphens", "R7YP\u00ad51P4", "R7YP51P4"],
    ["a variation selector", "5\ufe0f12", "512"],
    ["a filler that looks like nothing", "\u31645\u115f", "5"],
    ["what a terminal would obey", "51\u00002\u001b", "512"],
    ["dashes", "a\u2010b\u2011c\u2012d\u2013e\u2014f\u2212g\ufe63h\uff0di\u2043j", "a-b-c-d-e-f-g-h-i-j"],
    ["digits of other scripts", "\u0665\u0661\u0662 \u06f5\u096b \u{1d7d9}\uff11", "512 55 11"],
    ["spaces of any kind", "\u00a0a\u2009b\u3000 c\u202fd ", "a b c d"],
    ["signs of full width", "\uff08628\uff09\uff0b", "(628)+"],
    ["joiner but between two pictures", "a\u200db👩🏽\ufe0f\u200d👧\u200d", "ab👩🏽\u200d👧"],
    ["lines, which stay", "a\r\nb", "a \nb"],
  ])("has no %s", (_, typed, meant) => expect(cleanTyped(typed)).toBe(meant));

  it("is what it is when it is cleaned again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(cleanTyped(cleanTyped(text))).toBe(cleanTyped(text));
      }),
    );
  });
});
