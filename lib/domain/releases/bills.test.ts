import { expect, it } from "vitest";
import { costOfWaiting, nextBill, waitingSteps } from "./bills";

const now = new Date("2026-01-30T15:00:00Z");
const bills = [
  { day: 30, numbers: 2, micros: 2_300_000 },
  { day: 31, numbers: 1, micros: 1_150_000 },
  { day: 28, numbers: 4, micros: 4_600_000 },
];

it("counts what waiting costs: each day of the month as often as it comes, also in a short month", () => {
  expect(costOfWaiting(bills, now, "2026-01-30")).toEqual({ numbers: 0, micros: 0 });
  expect(costOfWaiting(bills, now, "2026-01-31")).toEqual({ numbers: 1, micros: 1_150_000 });
  // February's 28th bills all seven, and the 31st of January its one.
  expect(costOfWaiting(bills, now, "2026-02-28")).toEqual({ numbers: 7, micros: 9_200_000 });
});

it("says when something is billed next, and how many that are", () => {
  expect(nextBill(bills, now)).toEqual({ at: new Date("2026-01-31T00:00:00Z"), numbers: 1 });
  expect(nextBill(bills, new Date("2026-02-10T00:00:00Z"))).toEqual({
    at: new Date("2026-02-28T00:00:00Z"),
    numbers: 7,
  });
  expect(nextBill([], now)).toBeNull();
});

it("says what waiting costs for each day that may be chosen", () => {
  const steps = waitingSteps({ bills, currency: "USD" }, { first: "2026-01-31", last: "2026-03-01" }, now);
  expect(steps).toEqual([
    { from: "2026-01-31", words: "Waiting until then costs $1.15 for 1 number." },
    { from: "2026-02-28", words: "Waiting until then costs $9.20 for 7 numbers." },
  ]);
  const free = { bills: [], currency: "USD" };
  expect(waitingSteps(free, { first: "2026-01-31", last: "2026-02-02" }, now)).toEqual([
    { from: "2026-01-31", words: "Waiting until then costs nothing." },
  ]);
});
