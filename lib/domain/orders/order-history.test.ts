import { expect, it } from "vitest";
import { type OrderEvent, orderHistory } from "./order-history";

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 9, 0, second));
const event = (
  second: number,
  name: string,
  details: OrderEvent["details"] = {},
  who: string | null = null,
) => ({
  id: second,
  at: at(second),
  who,
  event: name,
  details,
});

it("tells an order's audit trail in words, numbers bought in a row as one entry at the last one's time", () => {
  const told = orderHistory(
    [
      event(0, "order.placed", { numbers: 4 }, "Dana Kessler"),
      event(1, "order.approved", { numbers: 4, totalMicros: 4_600_000 }, "Dana Kessler"),
      event(2, "number.bought", { e164: "+15122310001" }),
      event(3, "number.bought", { e164: "+15122310002" }),
      event(4, "number.failed", { e164: "+15122310003", reason: "taken" }),
      event(5, "number.bought", { e164: "+15122310004" }),
      event(6, "order.finished", { as: "partly_done" }),
      event(7, "cart.put-back", { numbers: 1 }, "Dana Kessler"),
    ],
    "USD",
  );
  expect(told).toEqual([
    { id: 0, at: at(0), words: "Dana Kessler placed the order: 4 numbers." },
    { id: 1, at: at(1), words: "Dana Kessler approved it with the Transaction Code: 4 numbers, $4.60." },
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
      event(0, "order.cancelled", { why: "asked" }, "Dana"),
      event(1, "order.cancelled", { why: "cart cleared" }, "Dana"),
    ],
    "USD",
  );
  expect(asked?.words).toBe("Dana cancelled it.");
  expect(cleared?.words).toBe("Dana cancelled it by clearing the cart.");
});
