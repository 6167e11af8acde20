import { describe, expect, it } from "vitest";
import { forwardedToSentence, parseForwarding } from "./forwarding";

describe("a forwarding number", () => {
  it.each([
    ["(628) 555-0100", "US", "+16285550100"],
    ["1 628 555 0100", "US", "+16285550100"],
    ["+1-628-555-0100", "GB", "+16285550100"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["+44 20 7946 0018", "US", "+442079460018"],
    ["０６２８", "US", null],
    ["  6285550100 ", "US", "+16285550100"],
    ["tel:+16285550100", "US", "+16285550100"],
  ])("reads %s in %s as %s", (typed, country, e164) => {
    const result = parseForwarding(typed, country);
    expect("e164" in result ? result.e164 : null).toBe(e164);
  });

  it.each([
    ["", "empty"],
    ["   ", "empty"],
    ["call my mobile", "not-a-number"],
    ["5551", "too-short"],
    ["911", "emergency"],
    ["112", "emergency"],
    ["+1 900 555 0100", "premium"],
    ["+44 9098 790000", "premium"],
    ["020 7946 0018", "not-possible"],
    ["628 555 0100 9999", "not-possible"],
    ["628 555 0100 ext 5", "extension"],
  ])("refuses %j as %s", (typed, problem) => {
    expect(parseForwarding(typed, "US")).toEqual({ problem });
  });

  it.each([
    [12, 0, "Call-backs of 12 Caller IDs go to (737) 555-0142. Forward them elsewhere first."],
    [1, 0, "Call-backs of 1 Caller ID go to (737) 555-0142. Forward them elsewhere first."],
    [0, 3, "Call-backs of 3 numbers on order go to (737) 555-0142. Forward them elsewhere first."],
    [
      2,
      1,
      "Call-backs of 2 Caller IDs and 1 number on order go to (737) 555-0142. Forward them elsewhere first.",
    ],
  ])(
    "that call-backs of %d Caller IDs and %d lines go to can't be ordered, and it says so",
    (callerIds, onOrder, words) => {
      expect(forwardedToSentence({ e164: "+17375550142", callerIds, onOrder })).toBe(words);
    },
  );
});
