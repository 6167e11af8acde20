import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { settleSnapshot } from "@/db/queries/account-snapshots";
import { type ClaimedLine, claimWork } from "@/db/queries/claims";
import { orderLines, providerSlots } from "@/db/schema";
import { databaseTest } from "./database-test";
import type { Organization } from "./factories";
import { approvedOrder, orderState } from "./orders";
import { ENGINE } from "./purchases";
import { first } from "./rows";

/** Leases that do not run out by themselves. */
export const LONG = { lease: 60_000, timeout: 30_000, quarantine: 90_000 };

type Order = Organization & { orderId: string };

/** Whoever lost a lease must not write: one statement at a time, each with the newest claim and with one before it. */
export const fenceTest = () =>
  databaseTest(ENGINE).extend<{
    /** Approved, of one number, and whose it is. */
    order: Order;
  }>({
    order: async ({ db, organization }, use) =>
      use({ ...organization, ...(await approvedOrder(db, organization.admin, 1)) }),
  });

/** A claim of the order's first line, with the snapshot written down that every order begins with. */
export async function buying(db: Db, { organizationId }: { organizationId: string }): Promise<ClaimedLine> {
  await settleSnapshot(db, await claimedSnapshot(db, organizationId), []);
  return claimedLine(db, organizationId);
}

export async function claimedSnapshot(db: Db, organizationId: string) {
  const claim = await claimWork(db, organizationId, LONG);
  if (claim?.kind !== "snapshot") throw new Error(`A snapshot was expected: ${claim?.kind}`);
  return claim;
}

export async function claimedLine(db: Db, organizationId: string): Promise<ClaimedLine> {
  const claim = await claimWork(db, organizationId, LONG);
  if (!claim || claim.kind === "snapshot") throw new Error(`A line was expected: ${claim?.kind}`);
  return claim;
}

/** The leases run out, and somebody else takes the line up: the earlier claim is an old one. */
export async function overtaken(db: Db, order: Order) {
  const old = await buying(db, order);
  await db
    .update(orderLines)
    .set({ leaseUntil: sql`now() - interval '1 second'` })
    .where(eq(orderLines.id, old.line.id));
  await db
    .update(providerSlots)
    .set({ leaseUntil: null })
    .where(eq(providerSlots.twilioAccountSid, old.account));
  return { old, newest: await claimedLine(db, order.organizationId) };
}

export const lineOf = async (db: Db, { orderId }: { orderId: string }) =>
  first((await orderState(db, orderId)).lines);
