import { sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { databaseTest } from "@/tests/support/database-test";
import { newOrganization } from "@/tests/support/factories";
import { ENGINE } from "@/tests/support/purchases";
import {
  boughtCallerIds,
  pumpOut,
  release,
  releasedAtTwilio,
  releaseState,
  statuses,
} from "@/tests/support/releases";
import { only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("a request that nobody answered", () => {
  it("may take effect after Twilio refused the next one: until it can't any more, nobody says that the number stays", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const releaseId = await release(admin, rows);
    const match = { method: "DELETE", account };
    await simulatedTwilio().fault({ kind: "late", ms: 1_200, hang: true }, match, { times: 1 });
    // Once nobody waits for the first answer any more.
    let refused = false;
    const crashPoint = async (point: string) => {
      if (point !== "after-effect" || refused) return;
      refused = true;
      await simulatedTwilio().fault({ kind: "refuse", code: 21712 }, match, { times: 1 });
    };
    await pumpOut(db, { crashPoint }, { seconds: 8 });
    expect(await releasedAtTwilio(account)).toHaveLength(1);
    expect(only((await releaseState(db, releaseId)).lines).state).toBe("released");
    expect(Object.values(await statuses(db, organizationId))).toEqual(["released"]);
  });

  it("is refused in the end where Twilio has the number and goes on refusing", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const releaseId = await release(admin, rows);
    const match = { method: "DELETE", account };
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, match, { times: 1 });
    await simulatedTwilio().fault({ kind: "refuse", code: 21712 }, match);
    await pumpOut(db, {}, { seconds: 8 });
    expect(only((await releaseState(db, releaseId)).lines)).toMatchObject({
      state: "refused",
      failure: "messaging-service",
    });
    expect(Object.values(await statuses(db, organizationId))).toEqual(["active"]);
  });
});

describe("many releases of one organisation that have to wait", () => {
  it("hide nobody else's", async ({ db, organization: { admin, organizationId } }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const first = await release(admin, rows);
    // As if there were sixty, each with a number that waits.
    await db.execute(
      sql`update release_lines set not_before = now() + interval '1 hour' where release_id = ${first}`,
    );
    await db.execute(sql`
      with many as (
        insert into releases (id, organization_id, user_id, twilio_account_sid, reason, numbers, begun_at, turn_at)
        select 'rel_wait' || n, organization_id, user_id, twilio_account_sid, reason, 1, now(), now() - interval '1 hour'
        from releases, generate_series(1, 60) n where id = ${first} returning *),
      callers as (
        insert into caller_ids (id, organization_id, source, e164, country, type, twilio_account_sid, sid, status, labels)
        select 'cid_wait' || n, organization_id, source, '+1219555' || 1000 + n, country, type, twilio_account_sid,
          'PN' || md5(n::text), 'leaving', '{}'
        from caller_ids, generate_series(1, 60) n where organization_id = ${organizationId} returning *)
      insert into release_lines (id, organization_id, release_id, caller_id_id, twilio_account_sid, e164, sid, state, not_before)
      select 'rln_wait' || n, ${organizationId}, 'rel_wait' || n, 'cid_wait' || n, c.twilio_account_sid, c.e164, c.sid,
        'queued', now() + interval '1 hour'
      from generate_series(1, 60) n join callers c on c.id = 'cid_wait' || n`);
    const other = await newOrganization(db);
    await release(other.admin, await boughtCallerIds(db, other.admin, 1));
    await pumpOut(db, {}, { seconds: 4 });
    expect(await releasedAtTwilio(other.twilioAccountSid)).toHaveLength(1);
  });
});
