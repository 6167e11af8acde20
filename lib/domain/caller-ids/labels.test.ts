import { describe, expect, it } from "vitest";
import { labelsTyped, readLabels } from "./labels";

describe("labels", () => {
  it.each([
    ["", []],
    [" Q4 push ,Resting,", ["Q4 push", "Resting"]],
    ["Q4 push\nq4 PUSH, resting; soon", ["Q4 push", "resting; soon"]],
    ["Front\u200b desk\u202e", ["Front desk"]],
    ["ＡＢＣ", ["ABC"]],
    ["Tokyo，Osaka、Kyoto", ["Tokyo", "Osaka", "Kyoto"]],
    ["constructor, __proto__", ["constructor", "__proto__"]],
    ["a".repeat(40), ["a".repeat(40)]],
    // A family is one character to whoever looks at it.
    ["👨‍👩‍👧‍👦".repeat(40), ["👨‍👩‍👧‍👦".repeat(40)]],
  ])("%j are read as %j", (typed, labels) => {
    const read = readLabels(typed);
    expect(read).toEqual({ labels });
    if ("labels" in read) expect(readLabels(labelsTyped(read.labels))).toEqual(read);
  });

  it("are at most 20, of at most 40 characters each", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `label ${index}`).join(",");
    expect(readLabels(many(20))).toMatchObject({ labels: expect.any(Array) });
    expect(readLabels(many(21))).toEqual({ problem: "These are 21 labels. A number has at most 20." });
    expect(readLabels(`fine, ${"é".repeat(41)}`)).toEqual({
      problem: `“${"é".repeat(41)}” has 41 characters. A label has at most 40.`,
    });
  });
});
