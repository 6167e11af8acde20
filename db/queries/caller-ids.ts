import { and, count, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/db/client";
import { byKey, newestFirst, pageOf } from "@/db/keyset";
import { callerIds, orderLines, twilioNumbers } from "@/db/schema";
import { placeKey, priceKey } from "@/db/schema/caller-ids";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { CallerIdSort } from "@/lib/domain/caller-ids/caller-id-filter";
import { newId } from "@/lib/domain/new-id";
import { OPEN_STATES } from "@/lib/domain/orders/line";
import type { PageAsked } from "@/lib/domain/paging/paging";
import { type CallerIdChoice, chosen } from "./caller-id-choice";
import { isOfInstallation } from "./forwardings";
import { releaseOf } from "./release-of";
import { selectValues } from "./select-values";

const active = (organizationId: string) =>
  and(eq(callerIds.organizationId, organizationId), isNull(callerIds.releasedAt));

/** As statements of raw parts call it, too. */
const c = alias(callerIds, "c");
const table = { table: "caller_ids", of: "c" };
const ORDERS = {
  added: newestFirst(c.addedAt, c.e164, "up"),
  number: byKey(table, (of) => sql.raw(`${of}e164`)),
  place: byKey(table, placeKey),
  price: byKey(table, priceKey, "down"),
} satisfies Record<CallerIdSort, unknown>;

/** The organisation's Caller IDs that are meant, with the names of their active users, newest first unless asked otherwise. */
export async function pageOfCallerIds(
  db: Db,
  of: InOrganization,
  { sort = "added", ...asked }: PageAsked & { rows?: number; sort?: CallerIdSort },
  choice: CallerIdChoice = {},
) {
  const order = ORDERS[sort];
  return pageOf(order, asked, ({ where, orderBy, limit }) =>
    db
      .select({
        id: c.id,
        place: order.place,
        source: c.source,
        e164: c.e164,
        country: c.country,
        type: c.type,
        locality: c.locality,
        region: c.region,
        forwardTo: c.forwardTo,
        ringForever: c.ringForever,
        labels: c.labels,
        status: c.status,
        attention: c.attention,
        locked: c.locked,
        release: releaseOf(),
        /** Its target became a number of this installation, so it is not rung. */
        wouldLoop: isOfInstallation(sql`c.forward_to`),
        /** Where calls go by Twilio's own settings, as they were read last. */
        voiceUrl: twilioNumbers.voiceUrl,
        overridden: twilioNumbers.overridden,
        priceMicros: c.priceMicros,
        currency: c.currency,
        addedAt: c.addedAt,
        users: sql<string[]>`array(select u.name from assignments a join users u on u.id = a.user_id
          where a.caller_id_id = c.id and u.deactivated_at is null order by u.name)`,
      })
      .from(c)
      .leftJoin(
        twilioNumbers,
        and(eq(twilioNumbers.twilioAccountSid, c.twilioAccountSid), eq(twilioNumbers.sid, c.sid)),
      )
      .where(and(chosen(of, choice), where))
      .orderBy(...orderBy)
      .limit(limit),
  );
}
export type CallerIdRow = Awaited<ReturnType<typeof pageOfCallerIds>>["rows"][number];

async function countPurchased(db: Db | Tx, { organizationId }: InOrganization): Promise<number> {
  const [row] = await db
    .select({ rows: count() })
    .from(callerIds)
    .where(and(active(organizationId), eq(callerIds.source, "twilio")));
  return row?.rows ?? 0;
}

/** Lines of approved orders that are still open. */
export async function countOnOrder(db: Db | Tx, { organizationId }: InOrganization): Promise<number> {
  const [open] = await db
    .select({ rows: count() })
    .from(orderLines)
    .where(and(eq(orderLines.organizationId, organizationId), inArray(orderLines.state, OPEN_STATES)));
  return open?.rows ?? 0;
}

/** What counts against the maximum: Twilio Caller IDs that are listed, and what is on order. */
export const countTowardsMaximum = async (db: Db | Tx, of: InOrganization): Promise<number> =>
  (await countPurchased(db, of)) + (await countOnOrder(db, of));

/** Which of the numbers are active Caller IDs of the organisation, by source. */
export async function ownedAmong(db: Db | Tx, { organizationId }: InOrganization, numbers: string[]) {
  if (numbers.length === 0) return new Map<string, "twilio" | "own">();
  const rows = await db
    .select({ e164: callerIds.e164, source: callerIds.source })
    .from(callerIds)
    .where(and(active(organizationId), inArray(callerIds.e164, numbers)));
  return new Map(rows.map((row) => [row.e164, row.source]));
}

type NewRow = Omit<typeof callerIds.$inferInsert, "id" | "source" | "releasedAt" | "addedAt">;
type Bought = { [Column in keyof NewRow]: NewRow[Column] | SQL };

/**
 * Lists a bought number, once awaited or as a part of a statement, `from` whose rows it depends; an `own` Caller ID of the
 * same number becomes the Twilio one. Safe to repeat. Returns no row when the number is listed as another Twilio Caller ID.
 */
export function saveBoughtCallerId(db: Db | Tx, bought: Bought, from = sql``) {
  const values = { ...bought, source: "twilio" as const, addedAt: sql`now()` };
  return db
    .insert(callerIds)
    .select(
      sql`${selectValues(callerIds, { ...values, id: newId("cid"), version: 1, status: "active", labels: [], locked: false })} ${from}`,
    )
    .onConflictDoUpdate({
      target: [callerIds.organizationId, callerIds.e164],
      targetWhere: isNull(callerIds.releasedAt),
      set: values,
      // Or the row that was made for this very purchase already.
      setWhere: or(eq(callerIds.source, "own"), eq(callerIds.sid, sql`excluded.sid`)),
    })
    .returning({ id: callerIds.id });
}

/** A number as an account has it, and who calls it. */
export type CalledNumber = { twilioAccountSid: string; e164: string; from: string };
type Forwarding = { forwardTo: string | null; ringForever: boolean; wouldLoop: boolean };

/**
 * Where call-backs to these numbers go, in their order, each a few indexed rows; null where it is not, or no longer, ours.
 * It would loop when its target is a number of this installation, or its caller one of the same organisation.
 */
export async function listForwardings(
  db: Db,
  numbers: readonly CalledNumber[],
): Promise<(Forwarding | null)[]> {
  const ask = (of: (one: CalledNumber) => string) => sql.param(numbers.map(of));
  const { rows } = await db.execute<Forwarding & { nr: number }>(sql`
    select called.nr::int as nr, ${callerIds.forwardTo} as "forwardTo", ${callerIds.ringForever} as "ringForever",
      ${isOfInstallation(callerIds.forwardTo)} or exists (select 1 from caller_ids ours
        where ours.organization_id = ${callerIds.organizationId} and ours.e164 = called.caller
          and ours.source = 'twilio' and ours.released_at is null) as "wouldLoop"
    from unnest(${ask((one) => one.twilioAccountSid)}::text[], ${ask((one) => one.e164)}::text[],
      ${ask((one) => one.from)}::text[]) with ordinality called (account, e164, caller, nr)
    join ${callerIds} on ${callerIds.twilioAccountSid} = called.account and ${callerIds.e164} = called.e164
    where ${and(eq(callerIds.source, "twilio"), isNull(callerIds.releasedAt))}`);
  const found = new Map(rows.map(({ nr, ...row }) => [nr, row]));
  return numbers.map((_, index) => found.get(index + 1) ?? null);
}
