import { expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { anotherAdmin, newOrganization } from "@/tests/support/factories";
import { mayAsk } from "./asking-limit";

const database = testDatabase();

it("counts what one admin asks Twilio, under parallel requests, and nobody else's", async () => {
  const { admin } = await newOrganization(database());
  const asked = await Promise.all(Array.from({ length: 130 }, () => mayAsk(database(), admin)));
  // The minute may turn while they are asked.
  const allowed = asked.filter(Boolean).length;
  expect(allowed).toBeGreaterThanOrEqual(60);
  expect(allowed).toBeLessThanOrEqual(120);
  expect(await mayAsk(database(), await anotherAdmin(database(), admin))).toBe(true);
});
