import { eq } from "drizzle-orm";
import { Client } from "pg";
import { expect, inject, vi } from "vitest";
import type { Db } from "@/db/client";
import { organizations } from "@/db/schema";
import { sealToken } from "@/lib/domain/twilio/sealed-token";
import { env } from "@/lib/runtime/config/env";
import { databaseTest } from "@/tests/support/database-test";
import { newOrganization } from "@/tests/support/factories";
import { signingToken } from "./signing-token";

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

test("a call's signature is checked with the token of the account that owns the number", async ({
  db,
  organization: { twilioAccountSid: shared },
}) => {
  const own = await subAccount(db, "its-own-token");
  expect(await signingToken(own)).toBe("its-own-token");
  expect(await signingToken(shared)).toBe(INSTALLATION);
  expect(await signingToken("")).toBe(INSTALLATION);
  expect(await signingToken("AC-nonsense")).toBe(INSTALLATION);
});

test("while the database is away, the token that was read last is still known", async ({ db }) => {
  const known = await subAccount(db, "read-before");
  const unknown = await subAccount(db, "never-read");
  expect(await signingToken(known)).toBe("read-before");
  const later = performance.now() + 6 * 60_000;
  vi.spyOn(performance, "now").mockImplementation(() => later);
  await whileAway(async () => {
    expect(await signingToken(known)).toBe("read-before");
    expect(await signingToken(unknown)).toBe(INSTALLATION);
  });
  vi.restoreAllMocks();
  expect(await signingToken(unknown)).toBe("never-read");
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
  expect(await signingToken(twilioAccountSid)).toBe(INSTALLATION);
  expect(warned.mock.calls.join()).toContain("run create-admin again");
});
