import { describe, expect, it } from "vitest";
import { isClean, judge } from "./judge";
import { judgeReleases } from "./releases";
import { wishes } from "./wishes";

const line = (e164: string, state: string, sid: string | null = null, twilioAccountSid = "AC1") => ({
  twilioAccountSid,
  e164,
  state,
  sid,
  priceMicros: 1,
});
const sale = (e164: string, sid: string, price_micros = "1") => ({
  account_sid: "AC1",
  e164,
  sid,
  effect: "purchase",
  price_micros,
});

describe("the judge", () => {
  it("finds nothing where everything sold is listed and everything else failed", () => {
    const update = { ...sale("+1", "PN1"), effect: "update", price_micros: "0" };
    const verdict = judge(
      [line("+1", "bought", "PN1"), line("+2", "failed")],
      [sale("+1", "PN1"), update],
      new Set(["PN1"]),
    );
    expect(verdict).toMatchObject({ bought: 1, unavailable: 1 });
    expect(isClean(verdict)).toBe(true);
  });

  const bought = line("+1", "bought", "PN1");
  it.each([
    ["lost", [bought], [], ["PN1"]],
    ["double", [bought], [sale("+1", "PN1"), sale("+1", "PN2")], ["PN1", "PN2"]],
    ["orphan", [line("+1", "failed")], [sale("+1", "PN1")], []],
    ["stuck", [line("+1", "intent")], [], []],
    ["chargeWithoutRecord", [bought], [sale("+1", "PN1", "2")], ["PN1"]],
    ["boughtAfterCancel", [{ ...bought, attemptsAfterCancel: 1 }], [sale("+1", "PN1")], ["PN1"]],
    ["boughtAfterCancel", [{ ...line("+1", "failed"), reason: "cancelled" }], [sale("+1", "PN1")], []],
    ["saidNotChargedButWas", [{ ...line("+1", "failed"), reason: "taken" }], [sale("+1", "PN1")], []],
  ] as const)("sees what is %s", (kind, lines, ledger, listed) => {
    const verdict = judge([...lines], [...ledger], new Set(listed));
    expect(verdict[kind]).toBe(1);
    expect(isClean(verdict)).toBe(false);
  });
});

it("accepts on Reconcile what nobody asked for, and nothing else", () => {
  const bought = line("+1", "bought", "PN1");
  const ledger = [sale("+1", "PN1"), sale("+9", "PN9")];
  expect(isClean(judge([bought], ledger, new Set(["PN1"]), new Set(["PN9"])))).toBe(true);
  expect(judge([bought], ledger, new Set(["PN1"]))).toMatchObject({ orphan: 1, chargeWithoutRecord: 1 });
  const asked = [bought, line("+9", "failed")];
  expect(judge(asked, ledger, new Set(["PN1"]), new Set(["PN9"]))).toMatchObject({ orphan: 1 });
  // Another account's order for it failed truly: it was sold to this one.
  const others = [bought, { ...line("+9", "failed", null, "AC2"), reason: "taken" }];
  expect(isClean(judge(others, ledger, new Set(["PN1"]), new Set(["PN9"])))).toBe(true);
});

describe("wishes", () => {
  it("are the same for the same seed; two admins share some, two organisations none", () => {
    const { lists, spare } = wishes(7, 2, 200);
    expect(wishes(7, 2, 200).lists).toEqual(lists);
    expect(wishes(8, 2, 200).lists).not.toEqual(lists);
    const [[a, b], [c, d]] = lists.map((pair) => pair.map((list) => list.map((one) => one.e164))) as [
      [string[], string[]],
      [string[], string[]],
    ];
    expect([a.length, b.length]).toEqual([50, 50]);
    expect(a.filter((number) => b.includes(number))).toHaveLength(2);
    const ours = new Set([...a, ...b]);
    expect(
      [...c, ...d, ...spare.slice(0, 500).map((one) => one.e164)].some((number) => ours.has(number)),
    ).toBe(false);
  });
});

describe("what was given back", () => {
  const gone = (sid: string, e164 = "+15125550101") => ({ account_sid: "AC1", e164, sid, effect: "release" });
  const clean = { releasedTwice: 0, releasedUnasked: 0, notReleased: 0, boughtBack: 0, releaseStuck: 0 };

  it.each([
    [
      "nothing is wrong",
      [
        { sid: "PN1", state: "released" },
        { sid: "PN2", state: "kept" },
      ],
      [gone("PN1")],
      {},
    ],
    ["one twice", [{ sid: "PN1", state: "released" }], [gone("PN1"), gone("PN1")], { releasedTwice: 1 }],
    ["one that was kept", [{ sid: "PN1", state: "kept" }], [gone("PN1")], { releasedUnasked: 1 }],
    ["one that nobody named", [], [gone("PN1")], { releasedUnasked: 1 }],
    ["one that Twilio has still", [{ sid: "PN1", state: "released" }], [], { notReleased: 1 }],
    ["one that is under way for ever", [{ sid: "PN1", state: "releasing" }], [], { releaseStuck: 1 }],
    [
      "one that was bought back",
      [{ sid: "PN1", state: "released" }],
      [gone("PN1"), { ...gone("PN2"), effect: "purchase" }],
      { boughtBack: 1 },
    ],
  ] as const)("%s", (_, lines, ledger, wrong) =>
    expect(judgeReleases([...lines], [...ledger])).toEqual({ ...clean, ...wrong }),
  );
});
