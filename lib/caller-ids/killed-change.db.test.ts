import { setTimeout as pause } from "node:timers/promises";
import { count, eq, sql } from "drizzle-orm";
import { Client } from "pg";
import { expect, onTestFinished } from "vitest";
import type { Db } from "@/db/client";
import { ROWS_AT_ONCE } from "@/db/queries/many-changes";
import { auditEvents, callerIdChanges, callerIds, changedCallerIds } from "@/db/schema";
import { env } from "@/lib/runtime/config/env";
import { databaseTest } from "@/tests/support/database-test";
import type { Organization } from "@/tests/support/factories";
import { only } from "@/tests/support/rows";
import { changeMany } from "./change-many";
import { chooseCallerIds } from "./choose-caller-ids";
import { intendChange } from "./intend-change";
import { readSelection } from "./read-selection";
import { undoChange } from "./undo-change";

const it = databaseTest();

/** More than one statement changes. */
const MANY = ROWS_AT_ONCE + 50;
const TARGET = "+16285550100";
const LAST = "cid_z99999";

async function listMany(db: Db, { organizationId, twilioAccountSid }: Organization) {
  await db.execute(sql`
    insert into caller_ids (id, organization_id, source, e164, country, type, twilio_account_sid, sid, forward_to)
    select case when n = ${MANY} then ${LAST} else 'cid_' || lpad(n::text, 6, '0') end, ${organizationId}, 'twilio',
      '+1512' || (2000000 + n), 'US', 'local', ${twilioAccountSid}, 'PN' || lpad(n::text, 32, '0'), ${TARGET}
    from generate_series(1, ${MANY}::int) n`);
}

/** Somebody who is at one number and keeps whoever comes to it waiting. */
async function standBeside(id: string) {
  const client = new Client({ connectionString: env().databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("begin");
  await client.query("select 1 from caller_ids where id = $1 for update", [id]);
  return {
    leave: () => client.query("rollback"),
    /** Ends the connection of whoever waits, as a crash of its process would. */
    killWhoWaits: async () => {
      for (let tries = 0; tries < 1_000; tries++) {
        const { rowCount } = await client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        if (rowCount) return;
        await pause(25);
      }
      throw new Error("Nobody waits");
    },
  };
}

it("that is killed in the middle did nothing, and does all of it when it is pressed again", async ({
  db,
  organization,
}) => {
  const { admin, organizationId } = organization;
  await listMany(db, organization);
  const selection = (await chooseCallerIds(admin, { search: "512" }, "all")) ?? "";
  await intendChange(admin, selection, {
    part: "forwarding",
    forwardTo: "(206) 555-0177",
    ringForever: true,
  });
  const { key = "" } = (await readSelection(admin, selection, "changed"))?.preview ?? {};
  const changed = async () => ({
    rows: only(
      await db.select({ is: count() }).from(callerIds).where(eq(callerIds.forwardTo, "+12065550177")),
    ).is,
    events: only(
      await db.select({ is: count() }).from(auditEvents).where(eq(auditEvents.event, "caller-id.forwarded")),
    ).is,
    changes: await db.$count(callerIdChanges, eq(callerIdChanges.organizationId, organizationId)),
    kept: await db.$count(changedCallerIds),
  });

  // By then the first ten thousand are written in its transaction.
  const beside = await standBeside(LAST);
  const killed = expect(changeMany(admin, selection, key)).rejects.toThrow();
  await beside.killWhoWaits();
  await killed;
  await beside.leave();
  expect(await changed()).toEqual({ rows: 0, events: 0, changes: 0, kept: 0 });

  const outcome = await changeMany(admin, selection, key);
  expect(await changed()).toEqual({ rows: MANY, events: MANY, changes: 1, kept: MANY });
  expect(await changeMany(admin, selection, key)).toEqual(outcome);

  // An Undo is no different.
  const changeId = "changeId" in outcome ? outcome.changeId : "";
  const again = await standBeside(LAST);
  const killedUndo = expect(undoChange(admin, changeId)).rejects.toThrow();
  await again.killWhoWaits();
  await killedUndo;
  await again.leave();
  expect(await changed()).toEqual({ rows: MANY, events: MANY, changes: 1, kept: MANY });
  expect(await undoChange(admin, changeId)).toMatchObject({ kind: "undone" });
  expect((await changed()).rows).toBe(0);
}, 60_000);
