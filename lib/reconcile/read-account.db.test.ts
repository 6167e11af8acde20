import { eq } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { accountsDue, beginRun } from "@/db/queries/reconcile-runs";
import { organizations, reconcileRuns } from "@/db/schema";
import { advanceRuns } from "@/lib/account/advance-runs";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { installedEngine } from "@/lib/purchasing/engine";
import { databaseTest } from "@/tests/support/database-test";
import { fillCart } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { boughtNumbers, numbersOf, readAccount } from "@/tests/support/reconcile";
import { first } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { readReconcile } from "./read-reconcile";
import { startRun } from "./start-run";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("reading the account", () => {
  it("finds nothing where Twilio and our list agree", async ({ db, admin }) => {
    await boughtNumbers(db, admin, 3);
    await readAccount(admin);
    const { run, tallies } = await readReconcile(admin, "unlisted", FIRST_PAGE);
    expect(run).toMatchObject({ state: "done", read: 3 });
    expect(Object.values(tallies).map((tally) => tally.count)).toEqual([0, 0, 0, 0, 0]);
  });

  it("reads 10,000 numbers page by page, and another process goes on after a kill", async ({
    organization: { admin, twilioAccountSid },
  }) => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => `+1907555${String(index).padStart(4, "0")}`);
    await simulatedTwilio().outside({ kind: "buy", account: twilioAccountSid, numbers });
    await startRun(admin);
    const stop = new AbortController();
    const engine = installedEngine(console.error);
    let pages = 0;
    const killed = {
      ...engine,
      async providerFor(account: string, timeout: number) {
        if (++pages === 4) throw new Error("killed");
        return engine.providerFor(account, timeout);
      },
    };
    const scope = { organizationId: admin.organizationId, deadline: new Date(Date.now() + 60_000) };
    await expect(advanceRuns(killed, { ...scope, signal: stop.signal })).rejects.toThrow("killed");
    const { run } = await readReconcile(admin, "unlisted", FIRST_PAGE);
    expect(run?.state).toBe("running");
    // Three pages, or fewer where this machine was so slow that one had to be asked for again.
    expect([1000, 2000, 3000]).toContain(run?.read);

    await advanceRuns(engine, scope);
    const page = await readReconcile(admin, "unlisted", FIRST_PAGE);
    expect(page.run).toMatchObject({ state: "done", read: 10_000 });
    expect(page.tallies.unlisted).toEqual({ count: 10_000, monthly: new Map([["USD", 11_500_000_000]]) });
    expect(page.page.rows.map((row) => row.e164)).toEqual(numbers.slice(0, 50));
    const second = await readReconcile(admin, "unlisted", { after: page.page.next, before: null });
    expect(first(second.page.rows).e164).toBe(numbers[50]);
  }, 60_000);

  it("waits when Twilio is busy, gives up in words when it refuses the account, and is one at a time", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    await boughtNumbers(db, admin, 1);
    const match = { method: "GET", account: twilioAccountSid };
    await simulatedTwilio().fault({ kind: "status429" }, match, { times: 2 });
    await readAccount(admin);
    expect((await readReconcile(admin, "gone", FIRST_PAGE)).run).toMatchObject({ state: "done", read: 1 });

    await simulatedTwilio().fault({ kind: "account", as: "20403" }, match);
    await startRun(admin);
    expect(await startRun(admin)).toEqual({ kind: "running-already" });
    await readAccount(admin);
    const { run, done } = await readReconcile(admin, "gone", FIRST_PAGE);
    expect(run).toMatchObject({ state: "failed", problem: "suspended" });
    expect(done).toMatchObject({ state: "done" });
  });

  it("is due after a night, for organisations that are older than one", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
  }) => {
    const due = async () => (await accountsDue(db)).some((one) => one.organizationId === organizationId);
    expect(await due()).toBe(false);
    const yesterday = new Date(Date.now() - 24 * 3_600_000);
    await db.update(organizations).set({ createdAt: yesterday }).where(eq(organizations.id, organizationId));
    expect(await due()).toBe(true);
    // What an admin asked for is no nightly reading.
    await readAccount(admin);
    expect(await due()).toBe(true);
    await beginRun(db as never, { organizationId, twilioAccountSid }, null);
    expect(await due()).toBe(false);
    const change = (values: Partial<typeof reconcileRuns.$inferInsert>) =>
      db.update(reconcileRuns).set(values).where(eq(reconcileRuns.organizationId, organizationId));
    await change({ state: "failed" });
    expect(await due()).toBe(false);
    await change({ startedAt: new Date(Date.now() - 61 * 60_000) });
    expect(await due()).toBe(true);
    await change({ state: "done", startedAt: yesterday });
    expect(await due()).toBe(true);
  });
});

it("never offers what is in nobody's account", async ({ admin }) => {
  await fillCart(admin, 1);
  await readAccount(admin);
  expect(await numbersOf(admin, "unlisted")).toEqual([]);
});
