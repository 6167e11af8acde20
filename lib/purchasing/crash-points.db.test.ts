import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { validateCode } from "@/lib/orders/validate-code";
import type { FaultAction } from "@/lib/simulator/faults";
import { pools } from "@/lib/simulator/inventory";
import { insertInCart } from "@/tests/support/cart-rows";
import { newOrganization } from "@/tests/support/factories";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { orderState, placedOrder, pump } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import type { CrashPoint } from "./engine";

const database = testDatabase(ENGINE);

const POINTS: CrashPoint[] = [
  "before-claim",
  "after-intent",
  "after-second-intent",
  "after-effect",
  "after-record",
];
const OUTCOMES: Record<string, FaultAction | null> = {
  "a plain yes": null,
  "no answer, nothing bought": { kind: "cut", effect: "before" },
  "no answer, bought": { kind: "cut", effect: "after" },
  "a 500, nothing bought": { kind: "status5xx", effect: "before" },
  "a 503, bought": { kind: "status5xx", code: 503, effect: "after" },
  "an unreadable yes": { kind: "garbage" },
  "an answer after our patience": { kind: "late", ms: 400, hang: true },
  "too many requests": { kind: "status429" },
  "taken by somebody else": { kind: "taken-between" },
};
type Crash = [point: CrashPoint, outcome: string];
const SINGLES = POINTS.flatMap((point) => Object.keys(OUTCOMES).map((outcome): Crash => [point, outcome]));

const stock = pools("US", "local").flatMap((pool) => pool.numbers(1));

/** Dies at each of the points while Twilio answers so, starts again, and is judged by Twilio's ledger. */
async function survives(crashes: Crash[]) {
  const db = database();
  const twilio = simulatedTwilio();
  const { admin, organizationId, twilioAccountSid } = await newOrganization(db, { people: 0 });
  await insertInCart(db, admin, stock.splice(0, 2));
  const { orderId, code } = await placedOrder(db, admin);
  expect(await validateCode(admin, orderId, code)).toEqual({ kind: "approved" });
  for (const [point, outcome] of crashes) {
    const action = OUTCOMES[outcome];
    if (action) await twilio.fault(action, { method: "POST", account: twilioAccountSid }, { times: 1 });
    let alive = true;
    await pump(
      db,
      {
        crashPoint: (at) => {
          if (at === point && alive) {
            alive = false;
            throw new Error("killed");
          }
        },
      },
      { organizationId },
    ).catch((error) => expect(error.message).toBe("killed"));
  }
  await pump(db, {}, { organizationId });

  const { state, lines } = await orderState(db, orderId);
  const bought = lines.filter((line) => line.state === "bought").map((line) => line.e164);
  const rivals = crashes.filter(([, outcome]) => outcome === "taken by somebody else").length;
  expect(["done", "partly_done", "failed"]).toContain(state);
  expect(bought.length).toBeGreaterThanOrEqual(lines.length - rivals);
  expect(lines.filter((line) => line.state !== "bought").every((line) => line.reason === "taken")).toBe(true);
  expect((await twilio.purchases(twilioAccountSid)).sort()).toEqual(bought.sort());
  const listed = await listCallerIds(db, organizationId);
  expect(listed.map((row) => row.e164).sort()).toEqual(bought.sort());
}

describe("a worker that dies", () => {
  it.concurrent.each(SINGLES)("at %s while Twilio gives %s loses and doubles nothing", (...crash) =>
    survives([crash]),
  );
});

/** CRASH_PAIRS=yes npx vitest run crash-points: 1,296 pairs, some minutes. */
if (process.env.CRASH_PAIRS === "yes")
  describe("a worker that dies, and then its successor", () => {
    const pairs = SINGLES.flatMap((first) => SINGLES.map((second): [Crash, Crash] => [first, second]));
    it.concurrent.each(pairs)("%s, then %s", (first, second) => survives([first, second]));
  });
