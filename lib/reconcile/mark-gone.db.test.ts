import { eq } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { callerIds } from "@/db/schema";
import { databaseTest } from "@/tests/support/database-test";
import { ENGINE } from "@/tests/support/purchases";
import {
  boughtNumbers,
  eventsOf,
  listedNumbers,
  numbersOf,
  outcomesOf,
  readAccount,
  rowsOf,
} from "@/tests/support/reconcile";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { markGone } from "./mark-gone";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("listed but gone", () => {
  it("is taken off the list once, and only when Twilio really does not have it", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
    stranger,
  }) => {
    const numbers = await boughtNumbers(db, admin, 3);
    await simulatedTwilio().outside({
      kind: "release",
      account: twilioAccountSid,
      numbers: numbers.slice(0, 2),
    });
    await readAccount(admin);
    const rows = await rowsOf(admin, "gone");
    expect(rows.map((row) => row.e164)).toEqual(numbers.slice(0, 2));
    expect(outcomesOf(await markGone(stranger, rows))).toEqual(["changed", "changed"]);
    // Bought again in Twilio's console while the page was open.
    await simulatedTwilio().outside({ kind: "buy", account: twilioAccountSid, numbers: numbers.slice(1, 2) });
    const outcomes = new Map((await markGone(admin, rows)).map((row) => [row.e164, row.outcome]));
    expect([...outcomes.entries()].sort()).toEqual([
      [numbers[0], "done"],
      [numbers[1], "still-at-twilio"],
    ]);
    expect(outcomesOf(await markGone(admin, rows))).toEqual(["changed", "changed"]);
    expect(await eventsOf(db, organizationId, "caller-id.marked-gone")).toHaveLength(1);
    expect((await listedNumbers(db, organizationId)).map((row) => row.e164)).toEqual(numbers.slice(1));
    expect(await numbersOf(admin, "drifted")).toEqual([numbers[1]]);
  });

  it("is not said of a number that was listed while the account was read", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const numbers = await boughtNumbers(db, admin, 1);
    await db
      .update(callerIds)
      .set({ addedAt: new Date() })
      .where(eq(callerIds.twilioAccountSid, twilioAccountSid));
    await simulatedTwilio().outside({ kind: "release", account: twilioAccountSid, numbers });
    await readAccount(admin);
    expect(await numbersOf(admin, "gone")).toEqual([]);
  });

  it("stays when Twilio does not answer", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
  }) => {
    const numbers = await boughtNumbers(db, admin, 1);
    await simulatedTwilio().outside({ kind: "release", account: twilioAccountSid, numbers });
    await readAccount(admin);
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { account: twilioAccountSid });
    const rows = await rowsOf(admin, "gone");
    expect(outcomesOf(await markGone(admin, rows))).toEqual(["unanswered"]);
    expect(await listedNumbers(db, organizationId)).toHaveLength(1);
  });
});
