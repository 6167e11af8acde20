import { expect, it } from "vitest";
import { orderReceipt } from "./order-receipt";

type Read = Parameters<typeof orderReceipt>[0];

const line = (e164: string, more: object) => ({
  e164,
  type: "local",
  locality: "Austin",
  region: "TX",
  priceMicros: 1_150_000,
  currency: "USD",
  state: "bought",
  reason: null,
  sid: null,
  uncertainSince: null,
  finishedAt: new Date("2026-11-25T02:00:00Z"),
  releasedAt: null,
  ...more,
});

/** The cells of one line of CSV. */
const cells = (row: string) =>
  [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );

it.each(["＝1+1", "\u200b=1+1", " =1+1", "\u2212 1", "＠SUM(1)", "\t=1"])(
  "makes %j harmless, which a spreadsheet would run",
  (name) => {
    const csv = orderReceipt({
      order: {
        number: 1042,
        forwardTo: "+16285550100",
        ringForever: true,
        requesterName: name,
        approvedAt: null,
      },
      users: [],
      lines: [line("+15125550111", { sid: "PN1" })],
    } as unknown as Read);
    expect(csv).toContain(`'${name}`);
  },
);

it("has a row per number, charges only what was bought, and runs no formula in a spreadsheet", () => {
  const csv = orderReceipt({
    order: {
      number: 1042,
      forwardTo: "+16285550100",
      ringForever: true,
      requesterName: "=HYPERLINK(1)",
      approvedAt: new Date("2026-11-25T01:59:00Z"),
    },
    users: [{ name: 'Ann "Ace" Lee' }, { name: "Bo" }],
    lines: [
      line("+15125550111", { sid: "PN1", releasedAt: new Date("2026-11-26T12:00:00Z") }),
      line("+15125550112", { state: "failed", reason: "taken" }),
      line("+15125550113", { state: "review", reason: "other-tag", finishedAt: null }),
    ],
  } as unknown as Read);
  expect(csv.startsWith("\uFEFFOrder,Number,Place,Status,")).toBe(true);
  const rows = csv.trim().split("\r\n").slice(1).map(cells);
  expect(rows.map((row) => row.slice(0, 8))).toEqual([
    ["Order 1042", "+15125550111", "Austin, TX", "Success", "", "1.15", "USD", "PN1"],
    ["Order 1042", "+15125550112", "Austin, TX", "Failed", "Taken by someone else.", "0.00", "USD", ""],
    ["Order 1042", "+15125550113", "Austin, TX", "Being checked", "", "0.00", "USD", ""],
  ]);
  expect(rows[0]?.slice(9)).toEqual([
    "2026-11-26T12:00:00.000Z",
    "+16285550100",
    "yes",
    'Ann "Ace" Lee; Bo',
    "'=HYPERLINK(1)",
    "2026-11-25T01:59:00.000Z",
  ]);
});
