import { expect, it } from "vitest";
import { nextBilledOn } from "./billing";

it.each([
  ["2026-10-28T11:52:00Z", "2026-11-27T10:00:00Z", "2026-11-28"],
  ["2026-10-28T11:52:00Z", "2026-11-28T00:00:00Z", "2026-12-28"],
  ["2026-01-31T23:59:59Z", "2026-02-10T00:00:00Z", "2026-02-28"],
  ["2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31"],
  ["2028-01-31T00:00:00Z", "2028-02-10T00:00:00Z", "2028-02-29"],
  ["2026-12-05T00:00:00Z", "2026-12-05T01:00:00Z", "2027-01-05"],
])("a number of %s is billed, seen from %s, on %s", (createdAt, now, day) => {
  expect(nextBilledOn(new Date(createdAt), new Date(now)).toISOString().slice(0, 10)).toBe(day);
});
