import { describe, expect, it } from "vitest";
import {
  ago,
  initials,
  maskEmail,
  money,
  placeOf,
  plainNumber,
  plural,
  readableNumber,
  took,
} from "./format";

const at = new Date("2026-11-05T08:07:09Z");

describe("numbers", () => {
  it.each([
    ["+15125550142", "US", "(512) 555-0142", "(512) 555-0142"],
    ["+14165550142", "CA", "(416) 555-0142", "(416) 555-0142"],
    ["+18762345678", "JM", "(876) 234-5678", "+1 876 234 5678"],
    ["+442079460018", "GB", "020 7946 0018", "+44 20 7946 0018"],
    ["+999123", "", "+999123", "+999123"],
  ])("%s is read with its country, and where none stands beside it", (e164, country, national, plain) => {
    expect(readableNumber(e164)).toEqual({ country, national, plain });
    expect(plainNumber(e164)).toBe(plain);
  });

  it("of things have one and many", () => {
    expect(plural(1, "number")).toBe("1 number");
    expect(plural(0, "number")).toBe("0 numbers");
    expect(plural(12_345, "try", "tries")).toBe("12,345 tries");
  });
});

describe("money", () => {
  it.each([
    [1_150_000, "USD", "$1.15"],
    [0, "USD", "$0.00"],
    [1_234_567_890_000, "USD", "$1,234,567.89"],
    [2_500_000, "EUR", "€2.50"],
    [3_000_000, "JPY", "¥3"],
  ])("%d millionths of %s are %s", (micros, currency, words) => expect(money(micros, currency)).toBe(words));
});

describe("times", () => {
  it.each([
    [0, "1 second"],
    [26_400, "26 seconds"],
    [59_400, "59 seconds"],
    [185_000, "3 min 5 s"],
    [3_600_000, "1 h 0 min"],
    [7_800_000, "2 h 10 min"],
  ])("%d ms took %s", (ms, words) => expect(took(ms)).toBe(words));

  it.each([
    [30, "just now"],
    [59, "just now"],
    [60, "1 min ago"],
    [59 * 60, "59 min ago"],
    [60 * 60, "1 h ago"],
    [47.9 * 3600, "47 h ago"],
    [48 * 3600, "2 days ago"],
  ])("%d seconds before are %s", (seconds, words) => {
    expect(ago(new Date(at.getTime() - seconds * 1000), at)).toBe(words);
  });
});

describe("a place", () => {
  it.each([
    ["local", "Austin", "TX", "Austin, TX"],
    ["local", null, "TX", "TX"],
    ["local", "London", null, "London"],
    ["local", null, null, "–"],
    ["mobile", null, null, "Mobile"],
    ["toll-free", "Austin", "TX", "Toll-free"],
  ])("of a %s number in %s, %s is %s", (type, locality, region, words) => {
    expect(placeOf({ type, locality, region })).toBe(words);
  });
});

describe("people", () => {
  it.each([
    ["Dana Kessler", "DK"],
    ["Ada", "A"],
    ["  maya  von  lindqvist ", "ML"],
    ["", ""],
    ["😀 Smith", "S"],
    ["Dana 😀", "D"],
    ["👩‍👩‍👧 Ada 🇩🇪 Byron (Sales)", "AS"],
    ["e\u0301lodie o\u0308zil", "E\u0301O\u0308"],
    ["𝒟ana Kessler", "𝒟K"],
    ["“Ace” Lee", "AL"],
    ["李小龙", "李"],
    ["4th Floor", "4F"],
    ["🙂 🙃", ""],
  ])("%j has the initials %j", (name, letters) => expect(initials(name)).toBe(letters));

  it.each([
    ["dana@x.example", "d••••••a@x.example"],
    ["ab@x.example", "a••••••@x.example"],
    ["a@x.example", "a••••••@x.example"],
  ])("%s is masked as %s", (email, masked) => expect(maskEmail(email)).toBe(masked));
});
