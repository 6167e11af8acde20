import { expect, vi } from "vitest";
import * as queries from "@/db/queries/caller-ids";
import { callerIds } from "@/db/schema";
import { databaseTest } from "@/tests/support/database-test";
import { newOrganization, newOwnCallerId } from "@/tests/support/factories";
import { first } from "@/tests/support/rows";
import { findTarget } from "./find-target";

const it = databaseTest();

it("finds each call's own number when many come in together, with one question", async ({ db }) => {
  const one = await newOrganization(db);
  const other = await newOrganization(db);
  const numbers = Array.from({ length: 40 }, (_, index) => {
    const { organizationId, twilioAccountSid } = index % 2 ? one : other;
    return {
      organizationId,
      twilioAccountSid,
      e164: `+151255501${String(index).padStart(2, "0")}`,
      sid: `PN${String(index).padStart(32, "0")}`,
      source: "twilio" as const,
      country: "US",
      type: "local" as const,
      forwardTo: index === 7 ? null : `+16285550${String(index).padStart(3, "0")}`,
      ringForever: index % 3 === 0,
      releasedAt: index === 8 ? new Date() : null,
    };
  });
  await db.insert(callerIds).values(numbers);
  const asked = vi.spyOn(queries, "listForwardings");
  const found = await Promise.all(
    [...numbers, ...numbers].map((number) =>
      findTarget({ AccountSid: number.twilioAccountSid, To: number.e164 }),
    ),
  );
  const expected = numbers.map(({ forwardTo, releasedAt, ringForever }) =>
    forwardTo && !releasedAt ? { forwardTo, ringForever, wouldLoop: false } : null,
  );
  expect(found).toEqual([...expected, ...expected]);
  expect(asked).toHaveBeenCalledTimes(1);

  // Another account's number, and one that nobody has.
  const { e164: To } = first(numbers);
  expect(await findTarget({ AccountSid: one.twilioAccountSid, To })).toBeNull();
  expect(await findTarget({ AccountSid: one.twilioAccountSid, To: "+15125559999" })).toBeNull();
  expect(await findTarget({})).toBeNull();
});

it("knows a call that would go round in circles by its target or its caller, whoever's number it is", async ({
  db,
}) => {
  const one = await newOrganization(db);
  const other = await newOrganization(db);
  const row = ({ organizationId, twilioAccountSid }: typeof one, nr: number, forwardTo: string | null) => ({
    organizationId,
    twilioAccountSid,
    e164: `+1512555${7000 + nr}`,
    sid: `PN${String(7000 + nr).padStart(32, "0")}`,
    source: "twilio" as const,
    country: "US",
    type: "local" as const,
    forwardTo,
  });
  const numbers = [
    row(one, 1, "+15125557003"),
    row(one, 2, "+16285550100"),
    row(other, 3, null),
    { ...row(other, 4, null), releasedAt: new Date() },
    row(one, 6, null),
    { ...row(one, 7, null), releasedAt: new Date() },
    row(one, 5, "+15125557004"),
  ];
  await db.insert(callerIds).values(numbers);
  await newOwnCallerId(db, one.organizationId, "+16285550100");
  const wouldLoop = async (nr: number, From = "+16175550188") =>
    (await findTarget({ AccountSid: one.twilioAccountSid, To: `+1512555${7000 + nr}`, From }))?.wouldLoop;
  expect(await wouldLoop(1)).toBe(true);
  // A number of the team's own rings a phone of theirs.
  expect(await wouldLoop(2)).toBe(false);
  // A call that comes from one of the team's own numbers has come back; others' agents may call.
  expect(await wouldLoop(2, "+15125557006")).toBe(true);
  expect(await wouldLoop(2, "+15125557007")).toBe(false);
  expect(await wouldLoop(2, "+15125557003")).toBe(false);
  expect(await wouldLoop(5)).toBe(false);
});
