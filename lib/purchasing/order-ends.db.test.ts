import { and, eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { listOrderEvents } from "@/db/queries/audit";
import { settleLine } from "@/db/queries/settlements";
import { orderLines, orders } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { validateCode } from "@/lib/orders/validate-code";
import { anotherAdmin, newOrganization } from "@/tests/support/factories";
import { approvedOrder, FAST, fillCart, orderState, placedOrder, pump } from "@/tests/support/orders";
import { claimFor, ENGINE, expectAgreement } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const database = testDatabase(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("an order's end", () => {
  /** Its first line is claimed, its second is queued, and a snapshot of it is due. */
  async function claimedAndToSnapshot() {
    const { admin } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 2);
    await database().update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
    const claim = await claimFor(database(), admin);
    if (claim?.kind !== "buy") throw new Error("no purchase");
    await database().update(orders).set({ state: "approved" }).where(eq(orders.id, orderId));
    const second = and(eq(orderLines.orderId, orderId), eq(orderLines.e164, numbers[1] ?? ""));
    return { orderId, claim, second };
  }
  const failed = { state: "failed" as const, reason: "already-owned", finishedAt: sql`now()` };
  const notBought = { to: "failed", reason: "taken" } as const;

  it("is not missed when a snapshot fails its last queued line at the same moment", async () => {
    const { orderId, claim, second } = await claimedAndToSnapshot();
    let settling: Promise<boolean> | undefined;
    await database().transaction(async (tx) => {
      await tx.update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
      await tx.update(orderLines).set(failed).where(second);
      settling = settleLine(database(), claim, notBought, FAST);
      await new Promise((done) => setTimeout(done, 200));
    });
    await settling;
    expect((await orderState(database(), orderId)).state).toBe("failed");
  });

  it("is written by the next pump when whoever should have was stopped", async () => {
    const { orderId, claim, second } = await claimedAndToSnapshot();
    await settleLine(database(), claim, notBought, FAST);
    await database().update(orderLines).set(failed).where(second);
    await database().update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("failed");
  });
});

describe("two admins with the same numbers", () => {
  it("who approve at the same moment buy each once; the other row says so", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const other = await anotherAdmin(database(), admin);
    const numbers = await fillCart(admin, 2);
    for (const e164 of numbers) await fillCart(other, 1, { contains: e164.slice(1) });
    const mine = await placedOrder(database(), admin);
    const theirs = await placedOrder(database(), other);
    const outcomes = await Promise.all([
      validateCode(admin, mine.orderId, mine.code),
      validateCode(other, theirs.orderId, theirs.code),
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(["approved", "approved"]);
    await pump(database());

    await expectAgreement(database(), twilioAccountSid, organizationId, numbers);
    const states = await Promise.all([mine, theirs].map(({ orderId }) => orderState(database(), orderId)));
    expect(states.map((one) => one.state).sort()).toEqual(["done", "failed"]);
    const loser = states.find((one) => one.state === "failed");
    expect(loser?.lines.map((line) => line.reason)).toEqual(["in-another-order", "in-another-order"]);
    const loserId = (loser === states[0] ? mine : theirs).orderId;
    const said = await listOrderEvents(database(), admin, loserId);
    const failures = said.flatMap(({ event }) => (event.kind === "number.failed" ? [event] : []));
    expect(failures.sort((a, b) => a.e164.localeCompare(b.e164))).toEqual(
      numbers.map((e164) => ({
        kind: "number.failed",
        orderId: loserId,
        e164,
        reason: "in-another-order",
      })),
    );
  });
});
