import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { beginRun } from "@/db/queries/reconcile-runs";
import { orderLines, orders, reconcileRuns } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import type { Provider } from "@/lib/domain/twilio/provider";
import { twilioFor } from "@/lib/twilio";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder, FAST, orderState, PATIENT, pump } from "@/tests/support/orders";
import { ENGINE, expectAgreement } from "@/tests/support/purchases";
import { readAccount } from "@/tests/support/reconcile";
import { byHand, simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

/** Numbers that somebody bought by hand, so that the account has so many; of an area code that nobody searches. */
let filled = 0;
async function fillAccount({ twilioAccountSid }: Admin, count: number) {
  const numbers = Array.from({ length: count }, () => `+1907${String(5_540_000 + filled++)}`);
  await simulatedTwilio().outside({ kind: "buy", account: twilioAccountSid, numbers });
  return numbers;
}

/** The real provider, and what is asked of it. */
function watched() {
  const asked = { pages: 0, firstPages: 0, looks: 0, mostAtOnce: 0 };
  let underWay = 0;
  const providerFor = async (account: string, timeout: number): Promise<Provider> => {
    const provider = await twilioFor(account, timeout);
    return {
      ...provider,
      listPage: (from) => {
        asked.pages++;
        if (from === null) asked.firstPages++;
        return provider.listPage(from);
      },
      findOwned: async (e164) => {
        asked.looks++;
        asked.mostAtOnce = Math.max(asked.mostAtOnce, ++underWay);
        return provider.findOwned(e164).finally(() => underWay--);
      },
    };
  };
  return { asked, providerFor };
}

const runsOf = (db: Db, { organizationId }: Admin) =>
  db
    .select()
    .from(reconcileRuns)
    .where(eq(reconcileRuns.organizationId, organizationId))
    .orderBy(reconcileRuns.startedAt);

describe("before its first purchase an order asks in the cheaper way", () => {
  it("one page, where that is the whole account", async ({ db, admin }) => {
    await fillAccount(admin, 10);
    await readAccount(admin);
    const { numbers } = await approvedOrder(db, admin, 3);
    await simulatedTwilio().outside(byHand(admin.twilioAccountSid, numbers[0] ?? ""));
    const { asked, providerFor } = watched();
    await pump(db, { providerFor, settings: PATIENT });
    expect(asked).toMatchObject({ pages: 1, looks: 0 });
    expect(await runsOf(db, admin)).toHaveLength(1);
  });

  it("one page, and no more than that is under way beside it where it was never read", async ({
    db,
    admin,
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 12);
    await simulatedTwilio().outside(byHand(admin.twilioAccountSid, numbers[11] ?? ""));
    const { asked, providerFor } = watched();
    await pump(db, {
      providerFor: async (account, timeout) => {
        const provider = await providerFor(account, timeout);
        // The page is there first.
        const findOwned: Provider["findOwned"] = (e164) => pause(600).then(() => provider.findOwned(e164));
        return { ...provider, findOwned };
      },
      settings: PATIENT,
    });
    expect(asked).toMatchObject({ pages: 1, looks: 7 });
    const { lines } = await orderState(db, orderId);
    expect(lines[11]).toMatchObject({ reason: "already-owned" });
    expect(await runsOf(db, admin)).toEqual([]);
  });

  it("each of few numbers by itself, in parallel, where the account has more pages", async ({
    db,
    admin,
  }) => {
    await fillAccount(admin, 3_500);
    await readAccount(admin);
    const { orderId, numbers } = await approvedOrder(db, admin, 3);
    await simulatedTwilio().outside(byHand(admin.twilioAccountSid, numbers[0] ?? ""));
    const { asked, providerFor } = watched();
    await pump(db, { providerFor, settings: PATIENT });
    expect(asked).toMatchObject({ pages: 0, looks: 3, mostAtOnce: 3 });
    const { lines } = await orderState(db, orderId);
    expect(lines.map(({ reason }) => reason)).toEqual(["already-owned", null, null]);
  });

  it("one page and each of few numbers, where nobody knows how many pages there are", async ({
    db,
    admin,
  }) => {
    await fillAccount(admin, 1_500);
    const { orderId, numbers } = await approvedOrder(db, admin, 4);
    await simulatedTwilio().outside(byHand(admin.twilioAccountSid, numbers[0] ?? ""));
    const { asked, providerFor } = watched();
    await pump(db, { providerFor, settings: PATIENT });
    expect(asked).toMatchObject({ pages: 1, looks: 4 });
    const { lines } = await orderState(db, orderId);
    expect(lines.map(({ reason }) => reason)).toEqual(["already-owned", null, null, null]);
  });

  it("page by page where the order has more numbers than the account has pages; Reconcile has read it by that", async ({
    db,
    admin,
  }) => {
    const owned = await fillAccount(admin, 1_500);
    await readAccount(admin);
    const { orderId, numbers } = await approvedOrder(db, admin, 4);
    await simulatedTwilio().outside(byHand(admin.twilioAccountSid, numbers[0] ?? ""));
    const { asked, providerFor } = watched();
    await pump(db, { providerFor, settings: PATIENT });
    expect(asked).toMatchObject({ pages: 2, looks: 0 });
    const { state, lines } = await orderState(db, orderId);
    expect([state, lines[0]?.reason]).toEqual(["partly_done", "already-owned"]);
    const [, newest] = await runsOf(db, admin);
    expect(newest).toMatchObject({ state: "done", read: owned.length + 1 });
  });
});

describe("a long reading", () => {
  it("takes longer than three leases, ends, and is not begun again", async ({ db, admin }) => {
    await fillAccount(admin, 3_500);
    await readAccount(admin);
    const { orderId, numbers } = await approvedOrder(db, admin, 5);
    // Half of the lease, so that four pages outlast it; the patience leaves room for a slow machine.
    const settings = { ...FAST, timeout: 550 };
    const slow = { path: "/IncomingPhoneNumbers", method: "GET", account: admin.twilioAccountSid };
    await simulatedTwilio().fault({ kind: "latency", ms: 280 }, slow);
    const begun = performance.now();
    const { asked, providerFor } = watched();
    const dying = watched();
    let pages = 0;
    const killed = pump(db, {
      settings,
      providerFor: async (account, timeout) => {
        const provider = await dying.providerFor(account, timeout);
        return {
          ...provider,
          listPage: async (from) => {
            if (++pages > 3) throw new Error("killed");
            return provider.listPage(from);
          },
        };
      },
    });
    await expect(killed).rejects.toThrow("killed");
    await pump(db, { providerFor, settings });
    expect(performance.now() - begun).toBeGreaterThan(3 * 600);
    // The page that it had reached is asked for again, no other.
    expect(asked.firstPages).toBe(0);
    expect(dying.asked.pages + asked.pages).toBe(4);
    expect((await orderState(db, orderId)).state).toBe("done");
    expect(await runsOf(db, admin)).toHaveLength(2);
    expect((await simulatedTwilio().purchases(admin.twilioAccountSid)).sort()).toEqual([...numbers].sort());
  });

  it("that nobody goes on with is read to its end by the order that waits for it, which then begins its own", async ({
    db,
    admin,
  }) => {
    await fillAccount(admin, 2_500);
    await readAccount(admin);
    // Somebody asked for it and is gone.
    await db.transaction((tx) => beginRun(tx, admin, admin.userId));
    const { orderId } = await approvedOrder(db, admin, 5);
    const { asked, providerFor } = watched();
    await pump(db, { providerFor, settings: PATIENT });
    expect(asked).toMatchObject({ pages: 6, firstPages: 2, looks: 0 });
    expect((await orderState(db, orderId)).state).toBe("done");
  });

  it("that an order of a colleague began since is shared", async ({ db, admin, colleague }) => {
    await fillAccount(admin, 2_500);
    await readAccount(admin);
    const mine = await approvedOrder(db, admin, 5);
    const theirs = await approvedOrder(db, colleague, 5);
    await db.transaction((tx) => beginRun(tx, admin, null));
    const { asked, providerFor } = watched();
    await pump(db, { providerFor, settings: PATIENT });
    expect(asked).toMatchObject({ pages: 3, firstPages: 1, looks: 0 });
    for (const { orderId } of [mine, theirs]) expect((await orderState(db, orderId)).state).toBe("done");
  });

  it("loses one page to an answer that Twilio was too busy for", async ({ db, admin }) => {
    await fillAccount(admin, 2_500);
    await readAccount(admin);
    const { orderId } = await approvedOrder(db, admin, 5);
    const listing = { path: "/IncomingPhoneNumbers", method: "GET", account: admin.twilioAccountSid };
    const { asked, providerFor } = watched();
    let pages = 0;
    await pump(db, {
      providerFor: async (account, timeout) => {
        const provider = await providerFor(account, timeout);
        return {
          ...provider,
          listPage: async (from) => {
            if (++pages === 2) await simulatedTwilio().fault({ kind: "status429" }, listing, { times: 1 });
            return provider.listPage(from);
          },
        };
      },
    });
    // Three pages, one of them twice.
    expect(asked).toMatchObject({ pages: 4, firstPages: 1 });
    expect((await orderState(db, orderId)).state).toBe("done");
  });
});

it("a number with a line's own name is looked at again: only its age says whether the order bought it", async ({
  db,
  admin,
}) => {
  const { orderId, numbers } = await approvedOrder(db, admin, 1);
  const [line] = (await orderState(db, orderId)).lines;
  // The account had it for a day; an attempt that got no answer has renamed it, and was given up.
  const account = admin.twilioAccountSid;
  await simulatedTwilio().outside({ ...byHand(account, numbers[0] ?? ""), name: line?.id });
  await db
    .update(orderLines)
    .set({ attempts: 1, firstAttemptAt: new Date(), lastAttemptAt: new Date() })
    .where(eq(orderLines.orderId, orderId));
  await simulatedTwilio().outside({ kind: "edit", account, numbers, name: line?.id });
  await pump(db);
  const { lines } = await orderState(db, orderId);
  expect(lines).toMatchObject([{ state: "failed", reason: "owned-and-changed" }]);
  await expectAgreement(db, admin, []);
  expect((await db.select().from(orders).where(eq(orders.id, orderId)))[0]?.state).toBe("failed");
});
