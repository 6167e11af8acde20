import { describe, expect, it } from "vitest";
import { forwardedToSentence, parseForwarding } from "./forwarding";

describe("a forwarding number", () => {
  it.each([
    ["(628) 555-0100", "US", "+16285550100"],
    ["1 628 555 0100", "US", "+16285550100"],
    // As lists show them.
    ["US (628) 555-0100", "GB", "+16285550100"],
    ["GB 0121 496 0123", "US", "+441214960123"],
    ["GB911", "US", null],
    ["XX 628 555 0100", "US", null],
    ["+1-628-555-0100", "GB", "+16285550100"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["+44 20 7946 0018", "US", "+442079460018"],
    ["０６２８", "US", null],
    ["  6285550100 ", "US", "+16285550100"],
    ["tel:+16285550100", "US", "+16285550100"],
    ["\u202d+1 628 555 0100\u202c", "US", "+16285550100"],
    ["\u200e+1 628 555 0100\t", "US", "+16285550100"],
    ["\ufeff(628)\u00a0555\u20110100", "US", "+16285550100"],
    ["\u0666\u0662\u0668 \u0665\u0665\u0665 \u0660\u0661\u0660\u0660", "US", "+16285550100"],
    ["0044 20 7946 0018", "US", "+442079460018"],
    ["011 44 20 7946 0018", "GB", "+442079460018"],
    ["(628) 555-0100,", "US", "+16285550100"],
    ["628 555 0100;", "US", "+16285550100"],
    ["(628) 555-0100#", "US", "+16285550100"],
    ["Tel. +1 628 555 0100", "US", "+16285550100"],
    ["Ph 6285550100", "US", "+16285550100"],
    ["Mobile: 07400 123456", "GB", "+447400123456"],
    ["<tel:+16285550100>", "US", "+16285550100"],
    ["tel:6285550100;phone-context=+1", "US", "+16285550100"],
    ["+44 330 123 4567", "US", "+443301234567"],
    ["+44 345 123 4567", "US", "+443451234567"],
    ["+44 56 1234 5678", "US", "+445612345678"],
    ["+49 32 221 234 567", "US", "+4932221234567"],
    ["+1 436 234 5678", "US", "+14362345678"],
    ["(436) 234-5678", "CA", "+14362345678"],
    ["+1 876 234 5678", "US", "+18762345678"],
    ["+800 1234 5678", "US", "+80012345678"],
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
    ["+1 911", "emergency"],
    ["+44 999", "emergency"],
    ["+44 112", "emergency"],
    ["+1 900 555 0100", "premium"],
    ["+44 9098 790000", "premium"],
    ["020 7946 0018", "not-possible"],
    ["628 555 0100 9999", "not-possible"],
    ["628 555 0100 ext 5", "extension"],
    ["+1 512 976 5678", "premium"],
    ["+979 123 456 789", "premium"],
    ["+808 1234 5678", "premium"],
    ["+44 844 123 4567", "premium"],
    ["+44 871 123 4567", "premium"],
    ["+49 180 5 123456", "premium"],
    ["+44 70 1234 5678", "personal"],
    ["+1 500 234 5678", "personal"],
    ["+49 700 1234 5678", "personal"],
    ["+878 10 1234567890", "personal"],
    ["+870 773 111 632", "satellite"],
    ["+881 6 3145 7890", "satellite"],
    ["+882 16 12345678", "satellite"],
    ["+1 123 234 5678", "not-possible"],
    ["+1 911 234 5678", "not-possible"],
    ["+1 512 123 4567", "not-possible"],
    ["+1 628 555 0100 extension 12", "extension"],
    ["(628) 555-0100 x12", "extension"],
    ["628 555 0100 #12", "extension"],
    ["628 555 0100, 12", "extension"],
    ["+16285550100;ext=12", "extension"],
    ["+16285550100,,12#", "extension"],
    ["030 1234567 Durchwahl 12", "extension"],
    ["628 555 0100 or 512 555 0100", "not-a-number"],
    ["1-800-FLOWERS", "not-a-number"],
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
