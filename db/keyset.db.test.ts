import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { assignments, callerIds } from "@/db/schema";
import { FIRST_PAGE, PAGE_ROWS, type PageAsked } from "@/lib/domain/paging/paging";
import { databaseTest } from "@/tests/support/database-test";
import { fictional, newOrganization, newTwilioCallerId } from "@/tests/support/factories";
import { first } from "@/tests/support/rows";
import { pageOfCallerIds } from "./queries/caller-ids";
import { pageOfOrders } from "./queries/orders";

const it = databaseTest();
const behind = (place: string | null): PageAsked => ({ after: place, before: null });
const ahead = (place: string | null): PageAsked => ({ after: null, before: place });

/** So many Caller IDs, a third of which were added in the same microsecond. */
async function withCallerIds(db: Db, count: number) {
  const { organizationId } = await newOrganization(db);
  await db.insert(callerIds).values(
    Array.from({ length: count }, (_, index) => ({
      organizationId,
      source: "own" as const,
      e164: fictional(String(300 + index)),
      country: "US",
      type: "local" as const,
      addedAt: sql`timestamptz '2026-11-01 00:00:00.123456+00' + ${index % 3 === 0 ? 0 : index} * interval '1 microsecond'`,
    })),
  );
  const page = (asked: PageAsked) => pageOfCallerIds(db, { organizationId }, asked);
  return { organizationId, page };
}
const idsOf = (page: { rows: { id: string }[] }) => page.rows.map(({ id }) => id);

describe("a list in pages", () => {
  it("shows every row once on the way there, and the same pages on the way back", async ({ db }) => {
    const { page } = await withCallerIds(db, 2 * PAGE_ROWS + 20);
    const newest = await page(FIRST_PAGE);
    const second = await page(behind(newest.next));
    const third = await page(behind(second.next));
    expect([newest, second, third].map((one) => one.rows.length)).toEqual([PAGE_ROWS, PAGE_ROWS, 20]);
    const all = [newest, second, third].flatMap(idsOf);
    expect(new Set(all).size).toBe(all.length);
    const moments = [newest, second, third].flatMap((one) => one.rows.map((row) => row.addedAt.getTime()));
    expect(moments).toEqual([...moments].sort((a, b) => b - a));
    expect([newest.previous, third.next]).toEqual([null, null]);
    expect(idsOf(await page(ahead(third.previous)))).toEqual(idsOf(second));
    expect(await page(ahead(second.previous))).toEqual(newest);
  });

  it("is one page without a way on where it fits on one", async ({ db }) => {
    const { page } = await withCallerIds(db, PAGE_ROWS);
    expect(await page(FIRST_PAGE)).toMatchObject({ previous: null, next: null });
  });

  it.for(["", "x", "1.", "99999999999999999999.cid_1", "1.cid_1' or true", "+15125550100"])(
    "begins at the beginning for the place %j, which is none",
    async (place, { db }) => {
      const { page } = await withCallerIds(db, 3);
      expect(await page(behind(place))).toEqual(await page(FIRST_PAGE));
      expect(await page(ahead(place))).toEqual(await page(FIRST_PAGE));
    },
  );

  it("is whole where rows came or went meanwhile: beyond the end, and before the first full page, it is the first", async ({
    db,
  }) => {
    const { page } = await withCallerIds(db, PAGE_ROWS + 1);
    const newest = await page(FIRST_PAGE);
    const last = await page(behind(newest.next));
    expect(await page(behind(last.previous))).toEqual(newest);
    expect(await page(ahead(newest.next))).toEqual(newest);
  });

  it("shows nothing of another organisation, whatever its place says", async ({ db }) => {
    const mine = await withCallerIds(db, 2);
    const theirs = await withCallerIds(db, PAGE_ROWS + 1);
    const place = (await theirs.page(FIRST_PAGE)).next;
    const all = idsOf(await mine.page(FIRST_PAGE));
    for (const asked of [behind(place), ahead(place)])
      expect(all).toEqual(expect.arrayContaining(idsOf(await mine.page(asked))));
  });
});

describe("the index of a list fits its order", () => {
  /** How the database answers what `ask` asks. */
  async function planOf(db: Db, ask: () => Promise<unknown>): Promise<string> {
    const asked: { text: string; params: unknown[] }[] = [];
    type Logged = { session: { logger: { logQuery: (text: string, params: unknown[]) => void } } };
    const { session } = db as unknown as Logged;
    const { logger } = session;
    session.logger = { logQuery: (text, params) => asked.push({ text, params }) };
    await ask().finally(() => {
      session.logger = logger;
    });
    const quoted = (value: unknown) =>
      typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
    const { text, params } = first(asked);
    const query = text.replace(/\$(\d+)/g, (_, nr) => quoted(params[Number(nr) - 1]));
    const { rows } = await db.execute<{ "QUERY PLAN": string }>(sql.raw(`explain ${query}`));
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  }

  it("of Caller IDs and of orders: neither is sorted to show a page", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
  }) => {
    await db.execute(sql`insert into caller_ids (id, organization_id, source, e164, country, type, added_at)
      select 'cid_many' || n, ${organizationId}, 'own', '+1' || (3000000000 + n), 'US', 'local', now() - n * interval '1 minute'
      from generate_series(1, 5000) n`);
    await db.execute(sql`insert into orders (id, organization_id, requester_id, twilio_account_sid, state, fingerprint,
        forward_to, ring_forever, currency, total_micros, created_at, expires_at, finished_at)
      select 'ord_many' || n, ${organizationId}, ${admin.userId}, ${twilioAccountSid}, 'cancelled', repeat('0', 64), '+16285550100',
        false, 'USD', 0, now() - n * interval '1 minute', now(), now() from generate_series(1, 5000) n`);
    await db.execute(sql`analyze`);
    // In the middle.
    const place = `${Date.now() - 2500 * 60_000}000`;
    const callerIds = await planOf(db, () => pageOfCallerIds(db, admin, behind(`${place}.+15125550100`)));
    expect(callerIds).toContain("Index Scan using caller_ids_listed");
    expect(callerIds).not.toContain("Sort Key: caller_ids");
    const orders = await planOf(db, () => pageOfOrders(db, admin, undefined, ahead(`${place}.ord_1`)));
    expect(orders).toContain("using orders_listed");
    expect(orders).not.toContain("Sort Key: orders");
  });
});

it("shows of each Caller ID its own users, and whether its own forwarding number could not be rung", async ({
  db,
  organization: { organizationId, twilioAccountSid, staff },
}) => {
  const ours = fictional();
  await newTwilioCallerId(db, { organizationId, twilioAccountSid }, ours);
  const [looping, fine] = await db
    .insert(callerIds)
    .values(
      [ours, "+16285550100"].map((forwardTo) => ({
        organizationId,
        source: "own" as const,
        e164: fictional(),
        country: "US",
        type: "local" as const,
        forwardTo,
      })),
    )
    .returning();
  if (!looping || !fine) throw new Error("Not both were written");
  const user = first(staff);
  await db.insert(assignments).values({ organizationId, callerIdId: fine.id, userId: user.id });
  const { rows } = await pageOfCallerIds(db, { organizationId }, FIRST_PAGE);
  const of = ({ id }: { id: string }) => rows.find((row) => row.id === id);
  expect(of(looping)).toMatchObject({ wouldLoop: true, users: [] });
  expect(of(fine)).toMatchObject({ wouldLoop: false, users: [user.name] });
});
