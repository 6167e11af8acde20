import { count, eq } from "drizzle-orm";
import { expect } from "vitest";
import { listCart } from "@/db/queries/carts";
import {
  auditEvents,
  callerIds,
  orders,
  organizations,
  outboxMessages,
  releaseLines,
  users,
} from "@/db/schema";
import { ATTENTIONS } from "@/lib/domain/caller-ids/attention";
import { ORDER_STATES } from "@/lib/domain/orders/order";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { createAdmin } from "@/lib/user-accounts/create-admin";
import { databaseTest } from "@/tests/support/database-test";
import { only } from "@/tests/support/rows";
import { ORGANIZATION, UNFINISHED } from "./people";
import { seedDemo } from "./seed";

const it = databaseTest();

it("makes again what was left half-made", async ({ db }) => {
  await createAdmin(db, {
    email: "dana.kessler@brightwater.example",
    name: "Dana Kessler",
    organization: UNFINISHED,
    twilioAccountSid: SIMULATOR_CREDENTIALS.accountSid,
  });
  await seedDemo();
  expect((await db.select().from(organizations)).map((one) => one.name)).toEqual([ORGANIZATION]);
}, 60_000);

it("makes a believable organisation once: twenty people, forty Caller IDs, a cart, an order in every state", async ({
  db,
}) => {
  const made = await seedDemo();
  expect(await seedDemo()).toEqual(made);
  const { id: organizationId } = only(
    await db.select().from(organizations).where(eq(organizations.name, ORGANIZATION)),
  );
  const rowsOf = async (table: typeof users | typeof callerIds) =>
    only(await db.select({ rows: count() }).from(table).where(eq(table.organizationId, organizationId))).rows;
  expect(await rowsOf(users)).toBe(22);
  // One of them is gone, one was adopted, and one was released.
  expect(await rowsOf(callerIds)).toBe(42);
  const stands = await db
    .select({ status: callerIds.status, attention: callerIds.attention })
    .from(callerIds);
  expect(new Set(stands.map(({ attention }) => attention))).toEqual(new Set([null, ...ATTENTIONS]));
  expect(new Set(stands.map(({ status }) => status))).toEqual(
    new Set(["active", "leaving", "gone", "released"]),
  );
  const given = await db.select({ state: releaseLines.state }).from(releaseLines);
  expect(given.map(({ state }) => state).sort()).toEqual(["leaving", "refused", "released"]);
  // Labels are there, and the change that gave them can be undone.
  const labels = await db.select({ labels: callerIds.labels }).from(callerIds);
  expect(new Set(labels.flatMap((row) => row.labels))).toEqual(new Set(["Front desk", "Q4 push"]));
  const states = await db.select().from(orders).where(eq(orders.organizationId, organizationId));
  expect(new Set(states.map((order) => order.state))).toEqual(new Set(ORDER_STATES));
  const [invitation] = await db.select().from(outboxMessages);
  expect(invitation).toMatchObject({
    to: "hana.sato@brightwater.example",
    subject: `${ORGANIZATION} invited you to Caller ID Console`,
  });
  const { id: userId } = only(await db.select().from(users).where(eq(users.email, made.adminEmail)));
  const cart = await listCart(db, { organizationId, userId });
  expect(cart.map((row) => row.availability)).toEqual(Array(4).fill("available"));
  // History is as append-only as before.
  await expect(db.update(auditEvents).set({ event: "rewritten" })).rejects.toThrow();
}, 60_000);
