import { eq } from "drizzle-orm";
import { afterEach, expect, vi } from "vitest";
import type { Db } from "@/db/client";
import * as queries from "@/db/queries/caller-ids";
import { callerIds } from "@/db/schema";
import { log } from "@/lib/runtime/log";
import { databaseTest } from "@/tests/support/database-test";
import { newTwilioCallerId, type Organization } from "@/tests/support/factories";
import { findTarget } from "./find-target";

const it = databaseTest();
afterEach(() => vi.restoreAllMocks());

const TARGET = { forwardTo: "+16285550100", ringForever: false, wouldLoop: false };

/** Calls a number of the organisation, once rung while all was well. */
async function rung(db: Db, organization: Organization, To: string) {
  await newTwilioCallerId(db, organization, To, TARGET.forwardTo);
  const call = () => findTarget({ AccountSid: organization.twilioAccountSid, To });
  expect(await call()).toEqual(TARGET);
  return call;
}
const away = () => vi.spyOn(queries, "listForwardings").mockRejectedValue(new Error("the database is away"));
const silent = () =>
  vi.spyOn(queries, "listForwardings").mockImplementation(() => new Promise(() => undefined));

it("rings where it rang last while the database is away, and as it says once it is back", async ({
  db,
  organization,
}) => {
  const call = await rung(db, organization, "+15125556001");
  away();
  const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
  expect(await call()).toEqual(TARGET);
  expect(logged).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
  const changed = { forwardTo: "+16285550111" };
  await db.update(callerIds).set(changed).where(eq(callerIds.e164, "+15125556001"));
  expect(await call()).toEqual({ ...TARGET, ...changed });
});

it("waits two seconds for a database that says nothing", async ({ db, organization }) => {
  const call = await rung(db, organization, "+15125556002");
  silent();
  const begun = Date.now();
  expect(await call()).toEqual(TARGET);
  expect(Date.now() - begun).toBeLessThan(3_000);
});

it("fails, so that Twilio asks the fallback, for a number that was never rung, or was released since", async ({
  db,
  organization,
}) => {
  const call = await rung(db, organization, "+15125556003");
  await db.update(callerIds).set({ releasedAt: new Date() }).where(eq(callerIds.e164, "+15125556003"));
  expect(await call()).toBeNull();
  away();
  await expect(call()).rejects.toThrow("away");
  await expect(findTarget({ AccountSid: organization.twilioAccountSid, To: "+15125556004" })).rejects.toThrow(
    "away",
  );
});
