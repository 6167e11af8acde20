import { eq, sql } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { countChosen } from "@/db/queries/caller-id-choice";
import { listForwardings, pageOfCallerIds } from "@/db/queries/caller-ids";
import { callerIds, users } from "@/db/schema";
import { changeMany } from "@/lib/caller-ids/change-many";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import { intendChange, type TypedChange } from "@/lib/caller-ids/intend-change";
import { readSelection } from "@/lib/caller-ids/read-selection";
import { seedMany } from "@/lib/demo/seed-many";
import type { Admin } from "@/lib/domain/actor/actor";
import { type CallerIdSort, SORT_NAMES } from "@/lib/domain/caller-ids/caller-id-filter";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { newOrganization } from "../support/factories";
import { first } from "../support/rows";
import { median } from "./stage";

const CALLER_IDS = 100_000;
const USERS = 500;
const ROUNDS = 25;

/** A team of 100,000 Caller IDs and 500 people: its list, its searches and its changes. */
export async function manyCallerIds(databaseUrl: string) {
  const { db, pool } = connect(databaseUrl, 4);
  try {
    const small = await newOrganization(db);
    await seedMany(db, small.admin, { callerIds: 100, users: 0 });
    const { admin } = await newOrganization(db);
    await seedMany(db, admin, { callerIds: CALLER_IDS, users: USERS });
    return [
      ...(await lists(db, admin)),
      { name: "first page of 100,000 / of 100", ratio: await firstPages(db, admin, small.admin), most: 3 },
      await searches(db, admin),
      ...(await changes(db, admin, databaseUrl)),
      await assigned(db, admin),
    ];
  } finally {
    await pool.end();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function times(work: (round: number) => Promise<unknown>, rounds = ROUNDS): Promise<number[]> {
  await work(0);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await timed(() => work(round)));
  return taken.sort((a, b) => a - b);
}
const p95 = (sorted: number[]) => sorted[Math.floor(sorted.length * 0.95)] ?? 0;

/** The page that begins near the end, beside the first one, in each order. */
async function lists(db: Db, admin: Admin) {
  const figures = [];
  for (const sort of Object.keys(SORT_NAMES) as CallerIdSort[]) {
    const page = (after: string | null) => pageOfCallerIds(db, admin, { after, before: null, sort });
    let place: string | null = null;
    // The last page but some, found as one would who goes backwards from the end.
    const deep = first(await deepRow(db, admin, sort));
    place = sort === "added" ? deep.added : deep.id;
    const [shallow, deepest] = [
      median(await times(() => page(null))),
      median(await times(() => page(place))),
    ];
    console.info(`  by ${sort}: first page ${shallow.toFixed(1)} ms, deepest ${deepest.toFixed(1)} ms`);
    figures.push({ name: `deepest / first page, by ${sort}`, ratio: deepest / shallow, most: 1.5 });
  }
  return figures;
}

const ORDER: Record<CallerIdSort, string> = {
  added: "added_at desc, e164",
  number: "e164, id",
  place: "lower(coalesce(locality, '~') || ' ' || coalesce(region, '~')), id",
  price: "coalesce(price_micros, 0) desc, id desc",
};

async function deepRow(db: Db, { organizationId }: Admin, sort: CallerIdSort) {
  const { rows } = await db.execute<{ id: string; added: string }>(sql`
    select id, (extract(epoch from added_at) * 1000000)::bigint || '.' || e164 as added from caller_ids
    where organization_id = ${organizationId} order by ${sql.raw(ORDER[sort])} offset ${CALLER_IDS - 100} limit 1`);
  return rows;
}

async function firstPages(db: Db, large: Admin, small: Admin) {
  const of = async (admin: Admin) => median(await times(() => pageOfCallerIds(db, admin, FIRST_PAGE)));
  return (await of(large)) / (await of(small));
}

/** Four to ten digits of numbers that are there, with the index, and without it in a transaction that is rolled back. */
async function searches(db: Db, admin: Admin) {
  const numbers = await db
    .select({ e164: callerIds.e164 })
    .from(callerIds)
    .where(eq(callerIds.organizationId, admin.organizationId))
    .limit(ROUNDS);
  // Enough rounds that one pause of the machine is not the figure.
  const search = async (by: Db) =>
    p95(
      await times(async (round) => {
        const digits = (numbers[round % numbers.length]?.e164 ?? "").slice(-(4 + (round % 7)));
        await pageOfCallerIds(by, admin, FIRST_PAGE, { search: digits });
        await countChosen(by, admin, { search: digits });
      }, 100),
    );
  const indexed = await search(db);
  let plain = 0;
  await db
    .transaction(async (tx) => {
      await tx.execute(sql`drop index caller_ids_search_text`);
      plain = await search(tx as unknown as Db);
      tx.rollback();
    })
    .catch((fault) => {
      if (plain === 0) throw fault;
    });
  console.info(
    `  a search by digits, its page and its count, p95: ${indexed.toFixed(1)} ms, without its index ${plain.toFixed(1)} ms`,
  );
  return {
    name: "search by four to ten digits, p95, with / without its index",
    ratio: indexed / plain,
    most: 0.1,
  };
}

async function change(admin: Admin, search: string, typed: TypedChange) {
  const selection = (await chooseCallerIds(admin, { search }, "all")) ?? "";
  const said = await intendChange(admin, selection, typed);
  if (said.kind !== "intended") throw new Error(`The change was ${said.kind}`);
  const key = (await readSelection(admin, selection, "changed"))?.preview?.key ?? "";
  let outcome = "";
  const took = await timed(async () => {
    outcome = (await changeMany(admin, selection, key)).kind;
  });
  if (outcome !== "changed") throw new Error(`Nothing was changed: ${outcome}`);
  return took;
}

/** All of them forwarded elsewhere, beside the same update and events by hand; and how call-backs go meanwhile. */
async function changes(db: Db, admin: Admin, databaseUrl: string) {
  const calls = first(
    await db
      .select({ e164: callerIds.e164 })
      .from(callerIds)
      .where(eq(callerIds.organizationId, admin.organizationId))
      .limit(1),
  );
  const call = () =>
    timed(() =>
      listForwardings(db, [
        { twilioAccountSid: admin.twilioAccountSid, e164: calls.e164, from: "+16175550188" },
      ]),
    );
  const quiet: number[] = [];
  for (let round = 0; round < 200; round++) quiet.push(await call());
  let isOver = false;
  const busy: number[] = [];
  const calling = (async () => {
    while (!isOver) {
      busy.push(await call());
      await new Promise((done) => setTimeout(done, 20));
    }
  })();
  const ours: number[] = [];
  for (const [round, forwardTo] of ["+12065550101", "+12065550102", "+12065550103"].entries())
    ours.push(await change(admin, "", { part: "forwarding", forwardTo, ringForever: round === 1 }));
  isOver = true;
  await calling;
  const plain: number[] = [];
  // One statement of all rows takes longer than the console lets any take.
  const patient = connect(databaseUrl, 1, { query_timeout: 0 });
  for (const forwardTo of ["+12065550104", "+12065550105", "+12065550106"])
    plain.push(
      await timed(() =>
        patient.db.transaction(async (tx) => {
          await tx.execute(sql`update caller_ids set forward_to = ${forwardTo}, ring_forever = not ring_forever
            where organization_id = ${admin.organizationId}`);
          await tx.execute(sql`insert into audit_events (organization_id, user_id, event, e164, details)
            select organization_id, ${admin.userId}, 'caller-id.forwarded', e164,
              jsonb_build_object('e164', e164, 'before', forward_to, 'after', forward_to, 'ringForever', ring_forever)
            from caller_ids where organization_id = ${admin.organizationId}`);
        }),
      ),
    );
  await patient.pool.end();
  const [sortedQuiet, sortedBusy] = [quiet, busy].map((all) => [...all].sort((a, b) => a - b)) as [
    number[],
    number[],
  ];
  console.info(
    `  a change of 100,000: ${ours.map((ms) => (ms / 1000).toFixed(1)).join(", ")} s; update and events by hand ${plain.map((ms) => (ms / 1000).toFixed(1)).join(", ")} s; a call-back's look-up p95 ${p95(sortedQuiet).toFixed(1)} ms, beside the changes ${p95(sortedBusy).toFixed(1)} ms`,
  );
  return [
    {
      name: "a change of 100,000 / the same update and events by hand",
      ratio: median(ours) / median(plain),
      most: 2,
    },
    {
      name: "call-back look-ups beside it, p95 / at rest",
      ratio: p95(sortedBusy) / p95(sortedQuiet),
      most: 3,
    },
  ];
}

/** 20,000 numbers for 50 people, beside the same statements by hand. */
async function assigned(db: Db, admin: Admin) {
  const staff = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.organizationId, admin.organizationId))
    .orderBy(users.id)
    .limit(50);
  const userIds = staff.map(({ id }) => id);
  const some = first(
    (
      await db.execute<{ ids: string[] }>(sql`select array_agg(id) as ids from
        (select id from caller_ids where organization_id = ${admin.organizationId} order by id limit 20000) c`)
    ).rows,
  ).ids;
  const empty = () =>
    db.execute(sql`delete from assignments where organization_id = ${admin.organizationId}
      and caller_id_id = any(${sql.param(some)}::text[])`);
  const byHand = async () => {
    for (let at = 0; at < some.length; at += 1_000)
      await db.execute(sql`insert into assignments (organization_id, caller_id_id, user_id)
        select ${admin.organizationId}, c.id, u.id from unnest(${sql.param(some.slice(at, at + 1_000))}::text[]) c (id)
        cross join unnest(${sql.param(userIds)}::text[]) u (id) on conflict do nothing`);
    await db.execute(sql`insert into audit_events (organization_id, user_id, event, e164, details)
      select organization_id, ${admin.userId}, 'caller-id.users-changed', e164,
        jsonb_build_object('e164', e164, 'added', 50, 'removed', 0)
      from caller_ids where id = any(${sql.param(some)}::text[])`);
  };
  await empty();
  const selection = (await chooseCallerIds(admin, { ids: some }, "some")) ?? "";
  await intendChange(admin, selection, { part: "users", how: "add", userIds });
  const key = (await readSelection(admin, selection, "changed"))?.preview?.key ?? "";
  const ours = await timed(() => changeMany(admin, selection, key));
  await empty();
  const plain = await timed(byHand);
  console.info(
    `  20,000 numbers × 50 people: ${(ours / 1000).toFixed(1)} s; the same by hand ${(plain / 1000).toFixed(1)} s`,
  );
  return { name: "20,000 numbers × 50 people / the same statements", ratio: ours / plain, most: 2 };
}
