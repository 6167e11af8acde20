import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { assignments, callerIds } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { FIRST_PAGE, PAGE_ROWS, type PageAsked } from "@/lib/domain/paging/paging";
import { fictional, newOrganization, newTwilioCallerId } from "@/tests/support/factories";
import { pageOfCallerIds } from "./queries/caller-ids";
import { pageOfOrders } from "./queries/orders";

const database = testDatabase();
const behind = (place: string | null): PageAsked => ({ after: place, before: null });
const ahead = (place: string | null): PageAsked => ({ after: null, before: place });

/** So many Caller IDs, a third of which were added in the same microsecond. */
async function withCallerIds(count: number) {
  const { organizationId } = await newOrganization(database());
  await database()
    .insert(callerIds)
    .values(
      Array.from({ length: count }, (_, index) => ({
        organizationId,
        source: "own" as const,
        e164: fictional(String(300 + index)),
        country: "US",
        type: "local" as const,
        addedAt: sql`timestamptz '2026-11-01 00:00:00.123456+00' + ${index % 3 === 0 ? 0 : index} * interval '1 microsecond'`,
      })),
    );
  const page = (asked: PageAsked) => pageOfCallerIds(database(), { organizationId }, asked);
  return { organizationId, page };
}
const idsOf = (page: { rows: { id: string }[] }) => page.rows.map(({ id }) => id);

describe("a list in pages", () => {
  it("shows every row once on the way there, and the same pages on the way back", async () => {
    const { page } = await withCallerIds(2 * PAGE_ROWS + 20);
    const first = await page(FIRST_PAGE);
    const second = await page(behind(first.next));
    const third = await page(behind(second.next));
    expect([first, second, third].map((one) => one.rows.length)).toEqual([PAGE_ROWS, PAGE_ROWS, 20]);
    const all = [first, second, third].flatMap(idsOf);
    expect(new Set(all).size).toBe(all.length);
    const moments = [first, second, third].flatMap((one) => one.rows.map((row) => row.addedAt.getTime()));
    expect(moments).toEqual([...moments].sort((a, b) => b - a));
    expect([first.previous, third.next]).toEqual([null, null]);
    expect(idsOf(await page(ahead(third.previous)))).toEqual(idsOf(second));
    expect(await page(ahead(second.previous))).toEqual(first);
  });

  it("is one page without a way on where it fits on one", async () => {
    const { page } = await withCallerIds(PAGE_ROWS);
    expect(await page(FIRST_PAGE)).toMatchObject({ previous: null, next: null });
  });

  it.each(["", "x", "1.", "99999999999999999999.cid_1", "1.cid_1' or true", "+15125550100"])(
    "begins at the beginning for the place %j, which is none",
    async (place) => {
      const { page } = await withCallerIds(3);
      expect(await page(behind(place))).toEqual(await page(FIRST_PAGE));
      expect(await page(ahead(place))).toEqual(await page(FIRST_PAGE));
    },
  );

  it("is whole where rows came or went meanwhile: beyond the end, and before the first full page, it is the first", async () => {
    const { page } = await withCallerIds(PAGE_ROWS + 1);
    const first = await page(FIRST_PAGE);
    const last = await page(behind(first.next));
    expect(await page(behind(last.previous))).toEqual(first);
    expect(await page(ahead(first.next))).toEqual(first);
  });

  it("shows nothing of another organisation, whatever its place says", async () => {
    const mine = await withCallerIds(2);
    const theirs = await withCallerIds(PAGE_ROWS + 1);
    const place = (await theirs.page(FIRST_PAGE)).next;
    const all = idsOf(await mine.page(FIRST_PAGE));
    for (const asked of [behind(place), ahead(place)])
      expect(all).toEqual(expect.arrayContaining(idsOf(await mine.page(asked))));
  });
});

describe("the index of a list fits its order", () => {
  /** How the database answers what `ask` asks. */
  async function planOf(ask: () => Promise<unknown>): Promise<string> {
    const asked: { text: string; params: unknown[] }[] = [];
    type Logged = { session: { logger: { logQuery: (text: string, params: unknown[]) => void } } };
    const { session } = database() as unknown as Logged;
    const { logger } = session;
    session.logger = { logQuery: (text, params) => asked.push({ text, params }) };
    await ask().finally(() => {
      session.logger = logger;
    });
    const quoted = (value: unknown) =>
      typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
    const text = asked[0]?.text.replace(/\$(\d+)/g, (_, nr) => quoted(asked[0]?.params[Number(nr) - 1]));
    const { rows } = await database().execute<{ "QUERY PLAN": string }>(sql.raw(`explain ${text}`));
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  }

  it("of Caller IDs and of orders: neither is sorted to show a page", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    await database().execute(sql`insert into caller_ids (id, organization_id, source, e164, country, type, added_at)
      select 'cid_many' || n, ${organizationId}, 'own', '+1' || (3000000000 + n), 'US', 'local', now() - n * interval '1 minute'
      from generate_series(1, 5000) n`);
    await database().execute(sql`insert into orders (id, organization_id, requester_id, twilio_account_sid, state, fingerprint,
        forward_to, ring_forever, currency, total_micros, created_at, expires_at, finished_at)
      select 'ord_many' || n, ${organizationId}, ${admin.userId}, ${twilioAccountSid}, 'cancelled', repeat('0', 64), '+16285550100',
        false, 'USD', 0, now() - n * interval '1 minute', now(), now() from generate_series(1, 5000) n`);
    await database().execute(sql`analyze`);
    // In the middle.
    const place = `${Date.now() - 2500 * 60_000}000`;
    const callerIds = await planOf(() => pageOfCallerIds(database(), admin, behind(`${place}.+15125550100`)));
    expect(callerIds).toContain("Index Scan using caller_ids_listed");
    expect(callerIds).not.toContain("Sort Key: caller_ids");
    const orders = await planOf(() => pageOfOrders(database(), admin, undefined, ahead(`${place}.ord_1`)));
    expect(orders).toContain("using orders_listed");
    expect(orders).not.toContain("Sort Key: orders");
  });
});

it("shows of each Caller ID its own users, and whether its own forwarding number could not be rung", async () => {
  const { organizationId, twilioAccountSid, staff } = await newOrganization(database());
  const ours = fictional();
  await newTwilioCallerId(database(), { organizationId, twilioAccountSid }, ours);
  const [looping, fine] = await database()
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
  await database()
    .insert(assignments)
    .values({ organizationId, callerIdId: fine?.id ?? "", userId: staff[0]?.id ?? "" });
  const { rows } = await pageOfCallerIds(database(), { organizationId }, FIRST_PAGE);
  const of = (id?: string) => rows.find((row) => row.id === id);
  expect(of(looping?.id)).toMatchObject({ wouldLoop: true, users: [] });
  expect(of(fine?.id)).toMatchObject({ wouldLoop: false, users: [staff[0]?.name] });
});
