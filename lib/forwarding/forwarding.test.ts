import { describe, expect, it } from "vitest";
import { parseForwarding } from "./forwarding";

const none = { own: new Set<string>(), ordered: new Set<string>() };

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
    const result = parseForwarding(typed, country, none);
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
    expect(parseForwarding(typed, "US", none)).toEqual({ problem });
  });

  it("refuses a loop into our own Caller IDs or this order", () => {
    const own = new Set(["+14155550132"]);
    const ordered = new Set(["+15122310000"]);
    expect(parseForwarding("415 555 0132", "US", { own, ordered })).toEqual({ problem: "own-number" });
    expect(parseForwarding("512 231 0000", "US", { own, ordered })).toEqual({ problem: "in-this-order" });
  });
});
