import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "@/db/client";
import { databaseTest } from "@/tests/support/database-test";
import { anotherAdmin, newOrganization } from "@/tests/support/factories";
import { only } from "@/tests/support/rows";
import { PER_MINUTE, takeSearchQuota } from "./search-quota";

const it = databaseTest();

/** Which minute it is by the database's clock, which counts. */
async function minute(db: Db) {
  const { rows } = await db.execute<{ minute: string }>(
    sql`select floor(extract(epoch from now()) / 60)::text as minute`,
  );
  return only(rows).minute;
}

it("counts what one admin asks Twilio, under parallel requests, and nobody else's", async ({ db }) => {
  for (let isOneMinute = false; !isOneMinute; ) {
    const before = await minute(db);
    const { admin } = await newOrganization(db);
    const asked = await Promise.all(
      Array.from({ length: PER_MINUTE + 10 }, () => takeSearchQuota(db, admin)),
    );
    const others = await takeSearchQuota(db, await anotherAdmin(db, admin));
    // Once more where the minute turned while they were asked.
    isOneMinute = before === (await minute(db));
    if (!isOneMinute) continue;
    expect(asked.filter(Boolean)).toHaveLength(PER_MINUTE);
    expect(await takeSearchQuota(db, admin)).toBe(false);
    expect(others).toBe(true);
  }
});

it("counts as many questions as are put at once", async ({ db, admin, colleague }) => {
  expect(await takeSearchQuota(db, admin, PER_MINUTE + 1)).toBe(false);
  expect(await takeSearchQuota(db, colleague, PER_MINUTE)).toBe(true);
});
