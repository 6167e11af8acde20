import { eq } from "drizzle-orm";
import { Client } from "pg";
import { expect, inject, vi } from "vitest";
import type { Db } from "@/db/client";
import * as queries from "@/db/queries/organizations";
import { organizations } from "@/db/schema";
import { sealToken } from "@/lib/domain/twilio/sealed-token";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { env } from "@/lib/runtime/config/env";
import { databaseTest } from "@/tests/support/database-test";
import { newOrganization } from "@/tests/support/factories";
import { isSignedFor } from "./signing-token";

const test = databaseTest();
const INSTALLATION = "simulator-auth-token";

/** The database refuses everybody, as while it is away, and comes back. */
async function whileAway(work: () => Promise<void>) {
  const admin = new Client({ connectionString: `${inject("clusterUrl")}postgres` });
  await admin.connect();
  const name = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
  try {
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
    await work();
  } finally {
    await admin.query(`alter database ${name} allow_connections true`);
    await admin.end();
  }
}

async function subAccount(db: Db, token: string) {
  const { organizationId, twilioAccountSid } = await newOrganization(db);
  await db
    .update(organizations)
    .set({ twilioTokenSealed: sealToken(token, twilioAccountSid, env().authSecret) })
    .where(eq(organizations.id, organizationId));
  return twilioAccountSid;
}

/** With which of these tokens a post in the account's name may be signed. */
async function accepted(accountSid: string, tokens: string[]) {
  const fits: string[] = [];
  for (const token of tokens)
    if (await isSignedFor(accountSid, (expected) => expected === token)) fits.push(token);
  return fits;
}
/** As if so much time had passed. */
function after(seconds: number) {
  const then = performance.now() + seconds * 1000;
  vi.spyOn(performance, "now").mockImplementation(() => then);
}

test("a call's signature is checked with the token of the account that owns the number", async ({
  db,
  organization: { twilioAccountSid: shared },
}) => {
  const own = await subAccount(db, "its-own-token");
  const tokens = ["its-own-token", INSTALLATION];
  expect(await accepted(own, tokens)).toEqual(["its-own-token"]);
  for (const other of [shared, "", "AC-nonsense"])
    expect(await accepted(other, tokens)).toEqual([INSTALLATION]);
});

test("the token of a sub-account that came a moment ago, or was changed, is read where a signature does not fit", async ({
  db,
}) => {
  const own = await subAccount(db, "new");
  after(2);
  expect(await accepted(own, ["new"])).toEqual(["new"]);
  await db
    .update(organizations)
    .set({ twilioTokenSealed: sealToken("changed", own, env().authSecret) })
    .where(eq(organizations.twilioAccountSid, own));
  after(4);
  expect(await accepted(own, ["changed"])).toEqual(["changed"]);
});

test("strangers cost no query, whatever account they name", async ({ db }) => {
  const own = await subAccount(db, "own");
  after(100);
  expect(await accepted(own, ["own"])).toEqual(["own"]);
  const asked = vi.spyOn(queries, "listSealedTokens");
  after(0);
  for (let account = 0; account < 50; account++)
    expect(await accepted(`AC${String(account).padStart(32, "0")}`, ["forged"])).toEqual([]);
  expect(asked).not.toHaveBeenCalled();
  // At most one a second, for all of them.
  after(2);
  await Promise.all(Array.from({ length: 50 }, (_, account) => accepted(`AC${account}`, ["forged"])));
  expect(asked).toHaveBeenCalledTimes(1);
});

test("while the database is away, the tokens that were read last are still known", async ({ db }) => {
  after(200);
  const known = await subAccount(db, "read-before");
  expect(await accepted(known, ["read-before"])).toEqual(["read-before"]);
  after(100);
  await whileAway(async () => {
    expect(await accepted(known, ["read-before", INSTALLATION])).toEqual(["read-before"]);
  });
});

test("a token that another secret has sealed is said to be unreadable, and is not used", async ({
  db,
  organization: { organizationId, twilioAccountSid },
}) => {
  await db
    .update(organizations)
    .set({ twilioTokenSealed: sealToken("x", twilioAccountSid, "another-secret") })
    .where(eq(organizations.id, organizationId));
  const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  after(1_000);
  expect(await accepted(twilioAccountSid, ["x", INSTALLATION])).toEqual([INSTALLATION]);
  expect(warned.mock.calls.join()).toContain("run create-admin again");
});

test("a call of the installation's own account asks for nothing, and a known one waits for nothing", async ({
  db,
}) => {
  const known = await subAccount(db, "known");
  after(2_000);
  expect(await accepted(known, ["known"])).toEqual(["known"]);
  const never = vi.spyOn(queries, "listSealedTokens").mockImplementation(() => new Promise(() => undefined));
  never.mockClear();
  after(3_000);
  const begun = Date.now();
  expect(await accepted(SIMULATOR_CREDENTIALS.accountSid, [INSTALLATION, "forged"])).toEqual([INSTALLATION]);
  expect(never).not.toHaveBeenCalled();
  expect(await accepted(known, ["known"])).toEqual(["known"]);
  expect(Date.now() - begun).toBeLessThan(1_000);
});
