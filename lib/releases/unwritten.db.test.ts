import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import { env } from "@/lib/runtime/config/env";
import { databaseTest } from "@/tests/support/database-test";
import { PATIENT } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { heldCallerIds, pumpOut, release, releasedAtTwilio } from "@/tests/support/releases";

const it = databaseTest(ENGINE);
const NUMBERS = 30;

it.for([1, NUMBERS])(
  "asks for nothing more in a slot whose answer can't be written down, in releases of %i",
  async (each, { db, organization }) => {
    const { admin, organizationId, twilioAccountSid } = organization;
    const rows = await heldCallerIds(db, organization, NUMBERS, env().publicUrl);
    for (let at = 0; at < NUMBERS; at += each) await release(admin, rows.slice(at, at + each));
    await db.execute(sql`create or replace function unwritable() returns trigger language plpgsql as
      'begin perform pg_sleep(0.05); raise exception ''unwritable''; end'`);
    await db.execute(sql`create or replace trigger unwritable before update on release_lines for each row
      when (new.state = 'released' and new.organization_id = ${sql.raw(`'${organizationId}'`)}) execute function unwritable()`);
    const faults: unknown[] = [];
    await pumpOut(db, { settings: PATIENT, onFault: (fault) => faults.push(fault) }, { seconds: 3 });
    await db.execute(sql`drop trigger unwritable on release_lines`);
    expect(faults.length).toBeGreaterThan(0);
    // One of each slot, and where there is more to do, one that was claimed before the first fault was known.
    const most = each === 1 ? CHECK_SLOT : 2 * CHECK_SLOT;
    expect((await releasedAtTwilio(twilioAccountSid)).length).toBeLessThanOrEqual(most);
  },
);
