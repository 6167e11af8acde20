import { expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { anotherAdmin, newOrganization } from "@/tests/support/factories";
import { mayAsk, PER_MINUTE } from "./asking-limit";

const database = testDatabase();

it("counts what one admin asks Twilio, under parallel requests, and nobody else's", async () => {
  const { admin } = await newOrganization(database());
  const asked = await Promise.all(Array.from({ length: PER_MINUTE + 10 }, () => mayAsk(database(), admin)));
  // The minute may turn while they are asked.
  const allowed = asked.filter(Boolean).length;
  expect(allowed).toBeGreaterThanOrEqual(PER_MINUTE);
  expect(allowed).toBeLessThanOrEqual(PER_MINUTE + 10);
  expect(await mayAsk(database(), await anotherAdmin(database(), admin))).toBe(true);
});
