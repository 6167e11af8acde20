import { describe, expect, it } from "vitest";
import { ownedNumber } from "@/tests/support/factories";
import { MAX_ATTEMPTS, MAX_CHECKS, maxUnansweredMs, PRODUCTION_ENGINE } from "./engine-settings";
import {
  type Age,
  afterAbsence,
  afterFinding,
  afterPurchase,
  afterTroubledLook,
  ageOf,
  type ClaimedFacts,
} from "./settlement";

const { quarantine } = PRODUCTION_ENGINE;
const lineWith = (facts: Partial<ClaimedFacts> = {}): ClaimedFacts => ({
  id: "lin_1",
  attempts: 1,
  checks: 0,
  sinceFirst: 1000,
  elapsed: 1000,
  paused: false,
  endingFor: null,
  ...facts,
});
const TIMING = { settings: PRODUCTION_ENGINE, chance: 0 };
const purchase = (outcome: Parameters<typeof afterPurchase>[0], facts = {}, tooManyRefused = false) =>
  afterPurchase(outcome, lineWith(facts), { ...TIMING, tooManyRefused });

describe("after a purchase", () => {
  it("an answer that is unknown is never bought again before a look", () => {
    expect(purchase({ kind: "unknown", why: "cut" })).toMatchObject({ to: "intent", counted: false });
  });

  it("another number than was asked for stays unresolved, is kept, and pauses the order", () => {
    const number = ownedNumber({ e164: "+15125550123" });
    expect(purchase({ kind: "other-number", number })).toMatchObject({
      to: "intent",
      pause: "other-number",
      other: number,
    });
  });

  it("a refusal of the number fails it; many without a known reason pause the order instead", () => {
    expect(purchase({ kind: "refused", reason: "refused" })).toEqual({ to: "failed", reason: "refused" });
    expect(purchase({ kind: "refused", reason: "refused" }, {}, true)).toMatchObject({
      to: "queued",
      pause: "refused",
    });
  });

  it("what did nothing is queued: with the account's trouble, more slowly, or until Twilio is reached", () => {
    expect(purchase({ kind: "account-blocked", reason: "funds" })).toMatchObject({
      to: "queued",
      pause: "funds",
    });
    expect(purchase({ kind: "rate-limited" })).toMatchObject({ to: "queued", rateLimited: true });
    expect(purchase({ kind: "unreachable" })).toMatchObject({ to: "queued", counted: true });
    expect(purchase({ kind: "unreachable" }, { checks: MAX_CHECKS - 1 })).toMatchObject({
      to: "queued",
      pause: "unreachable",
    });
  });
});

describe("after a look that does not find the number", () => {
  it("it is bought again only once the quarantine is over", () => {
    const before = afterAbsence(lineWith({ elapsed: quarantine - 1 }), PRODUCTION_ENGINE);
    expect(before).toMatchObject({ to: "intent", notBefore: 1 });
    expect(afterAbsence(lineWith({ elapsed: quarantine }), PRODUCTION_ENGINE)).toBe("buy-again");
  });

  it("a paused order buys nothing again, and after many attempts the order pauses", () => {
    const over = { elapsed: quarantine };
    expect(afterAbsence(lineWith({ ...over, paused: true }), PRODUCTION_ENGINE)).toEqual({
      to: "queued",
      notBefore: 0,
      attempted: true,
    });
    expect(afterAbsence(lineWith({ ...over, attempts: MAX_ATTEMPTS }), PRODUCTION_ENGINE)).toMatchObject({
      to: "queued",
      pause: "unreachable",
    });
  });
});

describe("after a look without an answer", () => {
  it("goes on looking, says why, and pauses the order after many", () => {
    const look = (facts = {}) => afterTroubledLook({ kind: "unreachable" }, lineWith(facts), TIMING);
    expect(look()).toMatchObject({ to: "intent", counted: true, pause: undefined });
    expect(look({ checks: MAX_CHECKS - 1 })).toMatchObject({ to: "intent", pause: "unreachable" });
    expect(afterTroubledLook({ kind: "rate-limited" }, lineWith(), TIMING)).toMatchObject({
      to: "intent",
      counted: false,
      rateLimited: true,
    });
    expect(
      afterTroubledLook({ kind: "account-blocked", reason: "suspended" }, lineWith(), TIMING),
    ).toMatchObject({ to: "intent", counted: false, pause: "suspended" });
  });

  it("a cancelled order does not wait for ever: a person decides", () => {
    const patience = maxUnansweredMs(PRODUCTION_ENGINE);
    const look = (endingFor: number) =>
      afterTroubledLook({ kind: "unreachable" }, lineWith({ endingFor }), TIMING);
    expect(look(patience).to).toBe("intent");
    expect(look(patience + 1)).toEqual({ to: "review", reason: "unanswered", number: null });
  });
});

describe("after a look that finds the number", () => {
  const found = (age: Age, tag: string, soldToAnother = false) => {
    const settlement = afterFinding(ownedNumber({ e164: "+15125550123", tag }), age, lineWith(), {
      soldToAnother,
    });
    return "reason" in settlement ? `${settlement.to} ${settlement.reason}` : settlement.to;
  };

  it.each<[Age, string, boolean, string]>([
    ["ours", "lin_1", false, "bought"],
    ["ours", "by hand", false, "review other-tag"],
    ["unclear", "lin_1", false, "review unclear-age"],
    ["unclear", "by hand", false, "review other-tag"],
    ["older", "by hand", false, "failed already-owned"],
    ["older", "lin_1", false, "failed owned-and-changed"],
    ["older", "lin_0", true, "review other-tag"],
  ])("%s, named %s, sold to another line: %s → %s", (age, tag, soldToAnother, expected) => {
    expect(found(age, tag, soldToAnother)).toBe(expected);
  });
});

describe("its age", () => {
  const SECOND = 1000;
  const now = new Date("2026-11-26T12:00:00Z");
  const madeAgo = (ms: number, changed = false, tag = "lin_1") => {
    const createdAt = new Date(now.getTime() - ms);
    return ownedNumber({ e164: "+15125550123", tag, createdAt, updatedAt: changed ? now : createdAt });
  };
  const age = (number: ReturnType<typeof madeAgo>, isFirstAnswer = true, answeredAt: Date | null = now) =>
    ageOf({ number, answeredAt }, lineWith(), { sinceFirst: 10 * SECOND, isFirstAnswer });

  it("is told by durations: made after we asked first, it is ours", () => {
    expect(age(madeAgo(5 * SECOND))).toBe("ours");
    expect(age(madeAgo(5 * SECOND, true))).toBe("ours");
  });

  it("long before we asked, and changed since, it was the account's", () => {
    expect(age(madeAgo(3600 * SECOND, true))).toBe("older");
    expect(age(madeAgo(3600 * SECOND, false, "by hand"))).toBe("older");
  });

  it("leaves clocks room: a minute for Twilio's servers, a quarter of an hour for a database that moved", () => {
    const number = madeAgo(10 * 60 * SECOND, false, "by hand");
    expect(age(number, true)).toBe("older");
    expect(age(number, false)).toBe("ours");
  });

  it("of a number that nobody changed since it was made with our tag is never against us", () => {
    expect(age(madeAgo(3600 * SECOND))).toBe("unclear");
    expect(age(madeAgo(5 * SECOND), true, null)).toBe("ours");
    expect(age(madeAgo(5 * SECOND, true), true, null)).toBe("unclear");
  });
});
