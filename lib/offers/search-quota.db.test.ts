import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { anotherAdmin, newOrganization } from "@/tests/support/factories";
import { PER_MINUTE, takeSearchQuota } from "./search-quota";

const database = testDatabase();

/** Which minute it is by the database's clock, which counts. */
async function minute() {
  const { rows } = await database().execute<{ minute: string }>(
    sql`select floor(extract(epoch from now()) / 60)::text as minute`,
  );
  return rows[0]?.minute;
}

it("counts what one admin asks Twilio, under parallel requests, and nobody else's", async () => {
  for (let isOneMinute = false; !isOneMinute; ) {
    const before = await minute();
    const { admin } = await newOrganization(database());
    const asked = await Promise.all(
      Array.from({ length: PER_MINUTE + 10 }, () => takeSearchQuota(database(), admin)),
    );
    const others = await takeSearchQuota(database(), await anotherAdmin(database(), admin));
    // Once more where the minute turned while they were asked.
    isOneMinute = before === (await minute());
    if (!isOneMinute) continue;
    expect(asked.filter(Boolean)).toHaveLength(PER_MINUTE);
    expect(await takeSearchQuota(database(), admin)).toBe(false);
    expect(others).toBe(true);
  }
});

it("counts as many questions as are put at once", async () => {
  const { admin } = await newOrganization(database());
  expect(await takeSearchQuota(database(), admin, PER_MINUTE + 1)).toBe(false);
  const other = await anotherAdmin(database(), admin);
  expect(await takeSearchQuota(database(), other, PER_MINUTE)).toBe(true);
});
