import { describe, expect, it } from "vitest";
import { isReleaseMorning } from "./release-morning";

const at = (now: string, timeZone = "America/Chicago", anyTime = false) => ({
  now: new Date(now),
  timeZone,
  anyTime,
});

describe("a leaving number is released", () => {
  it.each([
    ["2026-12-24", "2026-12-24T11:59:59Z", false],
    ["2026-12-24", "2026-12-24T12:00:00Z", true],
    ["2026-12-24", "2026-12-24T12:59:59Z", true],
    ["2026-12-24", "2026-12-24T13:00:00Z", false],
    // Its own day alone has come, wherever the server stands.
    ["2026-12-24", "2026-12-23T12:30:00Z", false],
    // Nobody looked that morning: the next one.
    ["2026-12-24", "2026-12-25T12:30:00Z", true],
    ["2026-12-24", "2026-12-25T04:30:00Z", false],
    // Clocks go forward at two, and back: six is six.
    ["2026-03-08", "2026-03-08T11:00:00Z", true],
    ["2026-03-08", "2026-03-08T12:00:00Z", false],
    ["2026-11-01", "2026-11-01T11:00:00Z", false],
    ["2026-11-01", "2026-11-01T12:00:00Z", true],
  ])("of %s at %s: %s", (day, now, expected) => {
    expect(isReleaseMorning(day, at(now))).toBe(expected);
  });

  it.each([
    ["Asia/Kolkata", "2026-12-24T00:30:00Z"],
    ["Pacific/Kiritimati", "2026-12-23T16:00:00Z"],
    ["Pacific/Honolulu", "2026-12-24T16:00:00Z"],
  ])("at six of %s", (timeZone, now) => {
    expect(isReleaseMorning("2026-12-24", at(now, timeZone))).toBe(true);
    const before = new Date(Date.parse(now) - 1000).toISOString();
    expect(isReleaseMorning("2026-12-24", at(before, timeZone))).toBe(false);
  });

  it("at any time from then on where nothing looks by itself", () => {
    expect(isReleaseMorning("2026-12-24", at("2026-12-24T11:00:00Z", "America/Chicago", true))).toBe(false);
    for (const now of ["2026-12-24T12:00:00Z", "2026-12-24T20:00:00Z", "2026-12-25T06:30:00Z"])
      expect(isReleaseMorning("2026-12-24", at(now, "America/Chicago", true))).toBe(true);
  });
});
