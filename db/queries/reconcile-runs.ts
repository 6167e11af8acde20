import { and, count, desc, eq, inArray, lt, ne, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { givenBack, inMs, isDue, isFree, isMine, taken } from "@/db/leases";
import { callerIds, organizations, reconcileRuns, twilioNumbers } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { AccountNumber } from "@/lib/domain/reconcile/account-number";
import { NIGHT_HOUR } from "@/lib/domain/reconcile/reconcile";
import { selectRows } from "./select-values";

type Account = { organizationId: string; twilioAccountSid: string };
export type Run = typeof reconcileRuns.$inferSelect;

/** Begins a reading of the account: its id; null when one is under way. */
export async function beginRun(tx: Tx, account: Account, requestedBy: string | null): Promise<string | null> {
  const { organizationId, twilioAccountSid } = account;
  const [known] = await tx
    .select({ numbers: count() })
    .from(twilioNumbers)
    .where(eq(twilioNumbers.twilioAccountSid, twilioAccountSid));
  const [listed] = await tx
    .select({ numbers: count() })
    .from(callerIds)
    .where(and(eq(callerIds.twilioAccountSid, twilioAccountSid), sql`${callerIds.releasedAt} is null`));
  const expected = Math.max(known?.numbers ?? 0, listed?.numbers ?? 0);
  const [begun] = await tx
    .insert(reconcileRuns)
    .values({ organizationId, twilioAccountSid, requestedBy, expected })
    .onConflictDoNothing()
    .returning({ id: reconcileRuns.id });
  return begun?.id ?? null;
}

/** How a reading stands, and how many milliseconds ago it ended; null for one that is forgotten. */
export async function findRun(db: Db, id: string) {
  const [found] = await db
    .select({
      run: reconcileRuns,
      endedAgo: sql<number | null>`(extract(epoch from now() - ${reconcileRuns.finishedAt}) * 1000)::float8`,
    })
    .from(reconcileRuns)
    .where(eq(reconcileRuns.id, id));
  return found ? { ...found.run, endedAgo: found.endedAgo } : null;
}

/** How many numbers the account had when it was last read, and those that were seen since. */
export async function countAccountNumbers(db: Db, twilioAccountSid: string): Promise<number> {
  return db.$count(twilioNumbers, eq(twilioNumbers.twilioAccountSid, twilioAccountSid));
}

/** Which of these numbers an account has, as far as we know: the last reading has forgotten what it did not find. */
export async function accountNumbersAmong(db: Db, twilioAccountSid: string, e164s: string[]) {
  return db
    .select({ sid: twilioNumbers.sid, e164: twilioNumbers.e164, tag: twilioNumbers.name })
    .from(twilioNumbers)
    .where(and(eq(twilioNumbers.twilioAccountSid, twilioAccountSid), inArray(twilioNumbers.e164, e164s)));
}

/** The newest reading, and when the last complete one began. */
export async function newestRun(db: Db | Tx, { organizationId }: InOrganization) {
  const mine = eq(reconcileRuns.organizationId, organizationId);
  const [run] = await db
    .select()
    .from(reconcileRuns)
    .where(mine)
    .orderBy(desc(reconcileRuns.startedAt))
    .limit(1);
  const [done] = await db
    .select()
    .from(reconcileRuns)
    .where(and(mine, eq(reconcileRuns.state, "done")))
    .orderBy(desc(reconcileRuns.startedAt))
    .limit(1);
  return { run: run ?? null, done: done ?? null };
}

/**
 * Organisations from before the last night that were not read since, whatever admins had read; one that failed is
 * tried again after an hour.
 */
export async function accountsDue(db: Db): Promise<Account[]> {
  const night = sql`date_trunc('day', now() - ${NIGHT_HOUR} * interval '1 hour', 'UTC') + ${NIGHT_HOUR} * interval '1 hour'`;
  const { rows } = await db.execute<{ id: string; account: string }>(sql`
    select o.id, o.twilio_account_sid as account from ${organizations} o
    where o.created_at < ${night} and not exists (select 1 from ${reconcileRuns} r
      where r.organization_id = o.id and r.requested_by is null
        and r.started_at >= case when r.state = 'failed' then now() - interval '1 hour' else ${night} end)
    order by o.id`);
  return rows.map((row) => ({ organizationId: row.id, twilioAccountSid: row.account }));
}

/** Which readings: one, an organisation's, or everybody's. */
type RunScope = { runId: string } | { organizationId: string | null };

/** Takes the next page of a reading that nobody works on; `wait` says in how many milliseconds one is due. */
export async function claimPage(
  db: Db,
  scope: RunScope,
  lease: number,
): Promise<{ run: Run } | { wait: number } | null> {
  const [column, value] =
    "runId" in scope
      ? ([reconcileRuns.id, scope.runId] as const)
      : ([reconcileRuns.organizationId, scope.organizationId] as const);
  const isInScope = value === null ? sql`true` : eq(column, value);
  const running = and(eq(reconcileRuns.state, "running"), isInScope);
  const [run] = await db
    .update(reconcileRuns)
    .set(taken(reconcileRuns, lease))
    .where(
      sql`${reconcileRuns.id} = (select r.id from ${reconcileRuns} r
        where r.state = 'running' and ${value === null ? sql`true` : sql`r.${sql.identifier(column.name)} = ${value}`}
          and ${isFree(sql`r.lease_until`)} and ${isDue(sql`r.not_before`)}
        order by r.started_at limit 1 for update skip locked)`,
    )
    .returning();
  if (run) return { run };
  const [next] = await db
    .select({
      ms: sql<
        number | null
      >`(extract(epoch from min(greatest(${reconcileRuns.leaseUntil}, ${reconcileRuns.notBefore}, now())) - now()) * 1000)::float8`,
    })
    .from(reconcileRuns)
    .where(running);
  return next?.ms === null || next?.ms === undefined ? null : { wait: Math.max(next.ms, 0) };
}

/**
 * Keeps a page, and where the next one is; after the last one, forgets what Twilio did not name. False when the
 * lease was lost: another process has the page.
 */
export async function keepPage(
  db: Db,
  run: Run,
  numbers: AccountNumber[],
  nextPage: string | null,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const kept = await tx
      .update(reconcileRuns)
      .set({
        read: sql`${reconcileRuns.read} + ${numbers.length}`,
        nextPage,
        tries: 0,
        ...givenBack,
        notBefore: null,
        ...(nextPage === null ? { state: "done" as const, finishedAt: sql`now()` } : {}),
      })
      .where(mineStill(run))
      .returning({ id: reconcileRuns.id });
    if (kept.length === 0) return false;
    await keepNumbers(tx, run, numbers, run.id);
    if (nextPage === null)
      await tx
        .delete(twilioNumbers)
        .where(
          and(eq(twilioNumbers.twilioAccountSid, run.twilioAccountSid), ne(twilioNumbers.runId, run.id)),
        );
    return true;
  });
}

/** What Twilio says of these numbers now; `runId` is null where it is no reading of the whole account that found them. */
export async function keepNumbers(
  tx: Db | Tx,
  account: Account,
  numbers: AccountNumber[],
  runId: string | null,
) {
  if (numbers.length === 0) return;
  const { organizationId, twilioAccountSid } = account;
  const all = (values: string[]) => sql`any(${sql.param(values)}::text[])`;
  // An account has a number once: under another id it was released and bought again.
  await tx
    .delete(twilioNumbers)
    .where(
      and(
        eq(twilioNumbers.twilioAccountSid, twilioAccountSid),
        sql`${twilioNumbers.e164} = ${all(numbers.map(({ e164 }) => e164))}`,
        sql`not ${twilioNumbers.sid} = ${all(numbers.map(({ sid }) => sid))}`,
      ),
    );
  // Seen by nobody's reading, or beside the one that is under way: which must not forget it at its end.
  const running = sql`coalesce((select r.id from reconcile_runs r
    where r.twilio_account_sid = ${twilioAccountSid} and r.state = 'running'), '')`;
  const excluded = (name: string) => sql.raw(`excluded.${name}`);
  await tx
    .insert(twilioNumbers)
    .select(
      selectRows(
        twilioNumbers,
        numbers.map((number) => ({ ...number, organizationId, twilioAccountSid })),
        { runId: runId ?? running },
      ),
    )
    .onConflictDoUpdate({
      target: [twilioNumbers.twilioAccountSid, twilioNumbers.sid],
      set: {
        e164: excluded("e164"),
        name: excluded("name"),
        voiceUrl: excluded("voice_url"),
        voiceFallbackUrl: excluded("voice_fallback_url"),
        overridden: excluded("overridden"),
        voiceMethod: excluded("voice_method"),
        voiceFallbackMethod: excluded("voice_fallback_method"),
        statusCallback: excluded("status_callback"),
        statusCallbackMethod: excluded("status_callback_method"),
        trunkSid: excluded("trunk_sid"),
        voiceApplicationSid: excluded("voice_application_sid"),
        emergencyStatus: excluded("emergency_status"),
        emergencyAddressSid: excluded("emergency_address_sid"),
        emergencyAddressStatus: excluded("emergency_address_status"),
        ...(runId === null ? {} : { runId: excluded("run_id") }),
      },
    });
}

/** The page got no answer: again later, or never when there is a `problem`. */
export async function postponePage(db: Db, run: Run, notBefore: number, problem: string | null) {
  await db
    .update(reconcileRuns)
    .set({
      ...givenBack,
      notBefore: inMs(notBefore),
      tries: sql`${reconcileRuns.tries} + 1`,
      ...(problem ? { state: "failed" as const, problem, finishedAt: sql`now()` } : {}),
    })
    .where(mineStill(run));
}

const mineStill = (run: Run) =>
  and(eq(reconcileRuns.id, run.id), isMine(reconcileRuns, run), eq(reconcileRuns.state, "running"));

/** Old readings say nothing any more. */
export async function forgetOldRuns(db: Db) {
  await db.delete(reconcileRuns).where(lt(reconcileRuns.startedAt, sql`now() - interval '90 days'`));
}
