import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/db/client";
import { auditEvents, users } from "@/db/schema";
import type { Actor, InOrganization, Member } from "@/lib/domain/actor/actor";
import { engineActing } from "@/lib/domain/actor/actor";
import { type AuditEvent, readEvent, writeEvent } from "@/lib/domain/audit/events";

function valuesOf(actor: Actor, event: AuditEvent): typeof auditEvents.$inferInsert {
  const { organizationId } = actor;
  const who = actor.kind === "engine" ? {} : { userId: actor.userId, ...actor.origin };
  return { organizationId, ...who, ...writeEvent(event) };
}

/** Writes what happened, in the transaction of the change itself. */
export async function recordEvent(tx: Tx, actor: Actor, event: AuditEvent): Promise<void> {
  await tx.insert(auditEvents).values(valuesOf(actor, event));
}

/** The same as a part of another statement: once for each row of `from`. */
export function eventRow(actor: Actor, event: AuditEvent, from: SQL): SQL {
  const row = valuesOf(actor, event);
  return sql`insert into ${auditEvents} (organization_id, user_id, network, request_id, event, order_id, e164, details)
    select ${row.organizationId}, ${row.userId ?? null}, ${row.network ?? null}, ${row.requestId ?? null},
      ${row.event}, ${row.orderId ?? null}, ${row.e164 ?? null}, ${JSON.stringify(row.details)} from ${from}`;
}

/** One event for each row of `from`, whose kind, number and further details (pairs of name and value) come out of the row. */
export async function eventRows(
  tx: Tx,
  { organizationId, userId, origin }: Member,
  { event, e164, details }: { event: SQL; e164: SQL; details: SQL | null },
  from: SQL,
): Promise<void> {
  await tx.execute(sql`insert into ${auditEvents} (organization_id, user_id, network, request_id, event, e164, details)
    select ${organizationId}, ${userId}, ${origin.network}, ${origin.requestId}, ${event}, ${e164},
      jsonb_build_object('e164', ${e164}${details ? sql`, ${details}` : sql``}) from ${from}`);
}

type Unbought = { organizationId: string; orderId: string; e164: string; reason: string | null };

/** Writes that the engine did not buy numbers, and why. */
export async function recordFailed(tx: Tx, lines: Unbought[]) {
  if (lines.length === 0) return;
  const failed = ({ orderId, e164, reason }: Unbought): AuditEvent => ({
    kind: "number.failed",
    orderId,
    e164,
    reason: reason ?? "",
  });
  await tx.insert(auditEvents).values(lines.map((line) => valuesOf(engineActing(line), failed(line))));
}

/** The same for many events at once. */
export async function recordEvents(tx: Tx, actor: Actor, events: AuditEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += ROWS_AT_ONCE)
    await tx
      .insert(auditEvents)
      .values(events.slice(at, at + ROWS_AT_ONCE).map((event) => valuesOf(actor, event)));
}

/** Each row is nine parameters, of which a statement has 65,535. */
const ROWS_AT_ONCE = 1_000;

/** So many of a person's events are told. */
const TOLD = 50;

/** What happened to somebody, newest first, and who did it. */
export const listPersonEvents = (db: Db, of: InOrganization, personId: string) =>
  newestEvents(db, of, eq(auditEvents.personId, personId));

/** What happened to a number. */
export const listNumberEvents = (db: Db, of: InOrganization, e164: string) =>
  newestEvents(db, of, eq(auditEvents.e164, e164));

/** Whom an event is about, and who got what they had. */
const [person, heir] = [alias(users, "person"), alias(users, "heir")];

async function newestEvents(db: Db, { organizationId }: InOrganization, about: SQL) {
  const rows = await db
    .select({ row: auditEvents, who: users.name, person: person.name, heir: heir.name })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.userId))
    .leftJoin(person, eq(person.id, auditEvents.personId))
    .leftJoin(heir, eq(heir.id, sql`${auditEvents.details}->>'givenTo'`))
    .where(and(eq(auditEvents.organizationId, organizationId), about))
    .orderBy(desc(auditEvents.id))
    .limit(TOLD + 1);
  return {
    events: rows
      .slice(0, TOLD)
      .map(({ row, ...names }) => ({ id: row.id, at: row.at, ...names, event: readEvent(row) })),
    more: rows.length > TOLD,
  };
}

/** Who did something of this kind last, and when. */
export async function lastEventOf(db: Db | Tx, { organizationId }: InOrganization, kind: AuditEvent["kind"]) {
  const [row] = await db
    .select({ who: users.name, at: auditEvents.at })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.userId))
    .where(and(eq(auditEvents.organizationId, organizationId), eq(auditEvents.event, kind)))
    .orderBy(desc(auditEvents.id))
    .limit(1);
  return row ?? null;
}

/** What happened to an order, oldest first, and who did it; nobody where the console acted. */
export async function listOrderEvents(db: Db, { organizationId }: InOrganization, orderId: string) {
  const rows = await db
    .select({ row: auditEvents, who: users.name })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.userId))
    .where(and(eq(auditEvents.organizationId, organizationId), eq(auditEvents.orderId, orderId)))
    .orderBy(asc(auditEvents.id));
  return rows.map(({ row, who }) => ({ id: row.id, at: row.at, who, event: readEvent(row) }));
}
