import { describe, expect, it } from "vitest";
import { codeMac, makeCode, maySend, readCode, sameMac, showCode } from "./transaction-code";

describe("a Transaction Code", () => {
  it("has eight Crockford symbols and is shown with a dash", () => {
    let next = 0;
    const code = makeCode(() => next++ * 4);
    expect(code).toBe("048CGMRW");
    expect(showCode(code)).toBe("048C-GMRW");
  });

  it.each([
    ["7K4Q-9RXM", "7K4Q9RXM"],
    ["7k4q9rxm", "7K4Q9RXM"],
    [" 7k4q 9rxm ", "7K4Q9RXM"],
    ["oOiI-lL10", "00111110"],
    ["７Ｋ４Ｑ９ＲＸＭ", "7K4Q9RXM"],
    ["7K4Q–9RXM", "7K4Q9RXM"],
    ["7K4Q\u20119RXM", "7K4Q9RXM"],
    ["7K4Q-9RXM,", "7K4Q9RXM"],
    ["“7K4Q-9RXM”.", "7K4Q9RXM"],
    ["7K4Q\u22129RXM\u200b", "7K4Q9RXM"],
    ["\u202a7K4Q 9RXM\u202c", "7K4Q9RXM"],
    ["\u0667K\u0664Q-9RXM", "7K4Q9RXM"],
  ])("forgives %s", (typed, code) => expect(readCode(typed)).toBe(code));

  it.each(["", "7K4Q-9RX", "7K4Q-9RXMM", "7K4Q-9RXU", "7K4Q-9RXÉ", "hello"])("refuses %j", (typed) =>
    expect(readCode(typed)).toBeNull(),
  );

  it("is bound to its own id, order, admin and fingerprint", () => {
    const binding = { codeId: "txc_1", orderId: "ord_1", userId: "usr_1", fingerprint: "ab" };
    const mac = codeMac("7K4Q9RXM", binding, "secret");
    expect(sameMac(mac, codeMac("7K4Q9RXM", binding, "secret"))).toBe(true);
    for (const change of Object.keys(binding))
      expect(sameMac(mac, codeMac("7K4Q9RXM", { ...binding, [change]: "x" }, "secret"))).toBe(false);
    expect(sameMac(mac, codeMac("7K4Q9RXN", binding, "secret"))).toBe(false);
  });
});

describe("sending a code", () => {
  it("waits 60 seconds, then allows", () => {
    expect(maySend({ sinceLastMs: 18_000, forOrder: 1, inLastHour: 1 })).toEqual({
      kind: "too-soon",
      waitSeconds: 42,
    });
    expect(maySend({ sinceLastMs: 60_000, forOrder: 1, inLastHour: 1 })).toEqual({ kind: "allowed" });
    expect(maySend({ sinceLastMs: null, forOrder: 0, inLastHour: 0 })).toEqual({ kind: "allowed" });
  });

  it("ends after 5 for an order and 20 in an hour", () => {
    expect(maySend({ sinceLastMs: 600_000, forOrder: 5, inLastHour: 5 }).kind).toBe("too-many-for-order");
    expect(maySend({ sinceLastMs: 600_000, forOrder: 1, inLastHour: 20 }).kind).toBe("too-many-this-hour");
  });
});
