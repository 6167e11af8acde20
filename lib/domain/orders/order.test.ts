import { describe, expect, it } from "vitest";
import { nextLook, PRODUCTION_ENGINE } from "@/lib/domain/engine/engine-settings";
import { rowWord } from "./line";
import { orderEnd, orderFingerprint } from "./order";

describe("an order", () => {
  it("ends when no line is open, and a line that needs a person keeps it open", () => {
    expect(orderEnd({ bought: 3 })).toBe("done");
    expect(orderEnd({ bought: 2, failed: 1 })).toBe("partly_done");
    expect(orderEnd({ failed: 3 })).toBe("failed");
    for (const state of ["queued", "intent", "review"] as const)
      expect(orderEnd({ bought: 2, [state]: 1 })).toBeNull();
  });

  it("has a fingerprint of everything that is approved, whatever the order of lines and users", () => {
    const approval = {
      organizationId: "org_1",
      twilioAccountSid: "AC1",
      requesterId: "usr_1",
      currency: "USD",
      lines: [
        { e164: "+15122310001", type: "local", priceMicros: 1_150_000 },
        { e164: "+15122310002", type: "local", priceMicros: 1_150_000 },
      ],
      forwardTo: "+16285550100",
      ringForever: false,
      userIds: ["usr_1", "usr_2"],
    };
    const fingerprint = orderFingerprint(approval);
    expect(
      orderFingerprint({ ...approval, lines: [...approval.lines].reverse(), userIds: ["usr_2", "usr_1"] }),
    ).toBe(fingerprint);
    const changes: Partial<typeof approval>[] = [
      { organizationId: "org_2" },
      { twilioAccountSid: "AC2" },
      { requesterId: "usr_2" },
      { currency: "EUR" },
      { lines: approval.lines.slice(1) },
      { lines: approval.lines.map((line) => ({ ...line, priceMicros: 1 })) },
      { forwardTo: "+16285550101" },
      { ringForever: true },
      { userIds: ["usr_1"] },
    ];
    for (const change of changes) expect(orderFingerprint({ ...approval, ...change })).not.toBe(fingerprint);
  });
});

it("shows an attempt without an answer as being checked", () => {
  expect(rowWord({ state: "intent", uncertain: false })).toBe("Buying");
  expect(rowWord({ state: "intent", uncertain: true })).toBe("Being checked");
  expect(rowWord({ state: "review", uncertain: true })).toBe("Being checked");
});

it("looks for an unanswered number after 2, 5, 15 and 45 seconds, and at the quarantine's end", () => {
  const looks: number[] = [];
  for (let at = 0; at < PRODUCTION_ENGINE.quarantine; at += nextLook(at, PRODUCTION_ENGINE)) looks.push(at);
  expect(looks).toEqual([0, 2_000, 5_000, 15_000, 45_000]);
  expect(nextLook(90_000, PRODUCTION_ENGINE)).toBe(0);
});
