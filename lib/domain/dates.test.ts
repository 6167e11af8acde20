import { describe, expect, it } from "vitest";
import { datesOf } from "./dates";
import { zoneOfCountry } from "./geography/time-zones";

const now = new Date("2026-11-24T20:21:00Z");
const of = (country: string, timeZone = zoneOfCountry(country)) => datesOf({ country, timeZone }, now);
const plain = (words: string | undefined) => words?.replaceAll("\u00a0", " ");

describe("moments", () => {
  it.each([
    ["US", "2026-11-09T22:54:00Z", "Nov 9, 5:54 PM", "on Nov 9, 5:54 PM"],
    ["US", "2025-11-09T22:54:00Z", "Nov 9, 2025, 5:54 PM", "on Nov 9, 2025, 5:54 PM"],
    ["US", "2026-11-24T13:54:00Z", "Today, 8:54 AM", "today, 8:54 AM"],
    ["GB", "2026-11-09T16:54:00Z", "9 Nov, 16:54", "on 9 Nov, 16:54"],
    ["GB", "2026-11-09T02:04:00Z", "9 Nov, 02:04", "on 9 Nov, 02:04"],
    ["GB", "2026-07-09T16:54:00Z", "9 Jul, 17:54", "on 9 Jul, 17:54"],
    ["CA", "2026-11-09T22:54:00Z", "Nov 9, 5:54 p.m.", "on Nov 9, 5:54 p.m."],
    ["PR", "2026-11-09T22:54:00Z", "Nov 9, 6:54 PM", "on Nov 9, 6:54 PM"],
  ])("of %s: %s is %s", (country, at, words, sentence) => {
    const dates = of(country);
    expect(plain(dates.dayAndTime(new Date(at)))).toBe(words);
    expect(plain(dates.when(new Date(at)))).toBe(sentence);
  });

  it("are of the day that it is there, not in UTC", () => {
    // Still yesterday in New York, and a year ago in Honolulu.
    expect(of("US").day(new Date("2026-11-24T04:59:00Z"))).toBe("Nov 23");
    expect(of("US").day(new Date("2026-11-24T05:00:00Z"))).toBe("Today");
    expect(of("US", "Pacific/Honolulu").day(new Date("2026-01-01T09:59:00Z"))).toBe("Dec 31, 2025");
    expect(of("US").since(new Date("2026-11-24T05:00:00Z"))).toBe("today");
  });

  it("name their zone", () => {
    expect([of("US").zone, of("GB").zone, of("US", "America/Chicago").zone]).toEqual([
      "Eastern Time",
      "United Kingdom Time",
      "Central Time",
    ]);
  });
});
