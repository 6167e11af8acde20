import { expect, it } from "vitest";
import type { AuditEvent } from "@/lib/domain/audit/events";
import { orderHistory } from "./order-history";

const orderId = "ord_1";
const fingerprint = "f".repeat(64);
const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 9, 0, second));
const event = (second: number, what: AuditEvent, who: string | null = null) => ({
  id: second,
  at: at(second),
  who,
  event: what,
});

it("tells an order's audit trail in words, numbers bought in a row as one entry at the last one's time", () => {
  const told = orderHistory(
    [
      event(0, { kind: "order.placed", orderId, numbers: 4, fingerprint }, "Dana Kessler"),
      event(
        1,
        { kind: "order.approved", orderId, numbers: 4, totalMicros: 4_600_000, fingerprint },
        "Dana Kessler",
      ),
      event(2, { kind: "number.bought", orderId, e164: "+15122310001", sid: "PN", priceMicros: 1 }),
      event(3, { kind: "number.bought", orderId, e164: "+15122310002", sid: "PN", priceMicros: 1 }),
      event(4, { kind: "number.failed", orderId, e164: "+15122310003", reason: "taken" }),
      event(5, { kind: "number.bought", orderId, e164: "+15122310004", sid: "PN", priceMicros: 1 }),
      event(6, { kind: "order.finished", orderId, as: "partly_done" }),
      event(7, { kind: "cart.put-back", orderId, numbers: 1 }, "Dana Kessler"),
    ],
    "USD",
  );
  expect(told).toEqual([
    { id: 0, at: at(0), words: "Dana Kessler placed the order: 4 numbers, fingerprint ffffffff." },
    {
      id: 1,
      at: at(1),
      words: "Dana Kessler approved it with the Transaction Code: 4 numbers, $4.60, fingerprint ffffffff.",
    },
    { id: 3, at: at(3), words: "2 numbers bought." },
    { id: 4, at: at(4), words: "(512) 231-0003 was not bought. Taken by someone else." },
    { id: 5, at: at(5), words: "1 number bought." },
    { id: 6, at: at(6), words: "Buying ended; some numbers were not bought." },
    { id: 7, at: at(7), words: "Dana Kessler put 1 failed number back into the cart." },
  ]);
});

it("says why an order was cancelled", () => {
  const [asked, cleared] = orderHistory(
    [
      event(0, { kind: "order.cancelled", orderId, why: "asked" }, "Dana"),
      event(1, { kind: "order.cancelled", orderId, why: "cart cleared" }, "Dana"),
    ],
    "USD",
  );
  expect(asked?.words).toBe("Dana cancelled it.");
  expect(cleared?.words).toBe("Dana cancelled it by clearing the cart.");
});
