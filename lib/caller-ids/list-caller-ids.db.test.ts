import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { callerIds, users } from "@/db/schema";
import { callerIdFilterSchema } from "@/lib/domain/caller-ids/caller-id-filter";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { assignCallerIds } from "@/lib/users/assign-caller-ids";
import { databaseTest } from "@/tests/support/database-test";
import { newOwnCallerId, newTwilioCallerId, type Organization } from "@/tests/support/factories";
import { only } from "@/tests/support/rows";
import { type CallerIdRow, listCallerIds } from "./list-caller-ids";

const it = databaseTest();

/** What a list shows for the filters of an address: the last four digits, in their order. */
async function found({ admin }: Organization, filter: Record<string, string>) {
  const { page, found } = await listCallerIds(admin, callerIdFilterSchema.parse(filter), FIRST_PAGE);
  const shown = page.rows.map(({ e164 }) => e164.slice(-4)).sort();
  if (found !== null) expect(found).toBe(shown.length);
  return shown;
}

describe("the list of Caller IDs", () => {
  it("is found by a part of a number, a place, a label or a person, and by its filters, in any spelling", async ({
    db,
    organization,
  }) => {
    const { organizationId, staff, admin } = organization;
    const numbers = ["+15125550301", "+15125550302", "+17875550303", "+12065550304"];
    for (const e164 of numbers.slice(0, 3)) await newTwilioCallerId(db, organization, e164, "+16285550100");
    await newOwnCallerId(db, organizationId, numbers[3] ?? "");
    const set = (e164 = "", change: Partial<typeof callerIds.$inferInsert>) =>
      db.update(callerIds).set(change).where(eq(callerIds.e164, e164));
    await set(numbers[0], { locality: "Austin", region: "TX", labels: ["Q4 push"] });
    await set(numbers[1], { ringForever: true });
    await set(numbers[2], { locality: "Bayamón", region: "PR", labels: ["Café"] });
    const maya = staff[0]?.id ?? "";
    await db.update(users).set({ name: "Zoë Łukasz", team: "Front desk" }).where(eq(users.id, maya));
    const { id } = only(
      await db
        .select()
        .from(callerIds)
        .where(eq(callerIds.e164, numbers[1] ?? "")),
    );
    await assignCallerIds(admin, { choice: { ids: [id] }, userIds: [maya], teams: [] });

    const all = ["0301", "0302", "0303", "0304"];
    for (const [filter, shown] of [
      [{}, all],
      [{ q: "(512) 555" }, ["0301", "0302"]],
      [{ q: "+1 512 555 0301" }, ["0301"]],
      [{ q: "0303" }, ["0303"]],
      [{ q: "bayamon" }, ["0303"]],
      [{ q: "AUSTIN, tx" }, ["0301"]],
      [{ q: "cafe" }, ["0303"]],
      [{ q: "zoe" }, ["0302"]],
      [{ q: "%" }, []],
      [{ q: "\u200b" }, all],
      [{ areaCode: "+1 512" }, ["0301", "0302"]],
      [{ areaCode: "nonsense" }, all],
      [{ areaCode: "0121" }, []],
      [{ source: "own" }, ["0304"]],
      [{ ring: "yes" }, ["0302"]],
      [{ ring: "no", source: "twilio" }, ["0301", "0303"]],
      [{ label: "q4 PUSH" }, ["0301"]],
      [{ assigned: "nobody" }, ["0301", "0303", "0304"]],
      [{ assigned: maya }, ["0302"]],
      [{ assigned: "team:Front desk" }, ["0302"]],
      [{ assigned: "usr_elsewhere" }, []],
      [{ assigned: "' or true" }, []],
      [{ q: "bay" }, ["0303"]],
      // Fewer than three characters begin a word, or the number.
      [{ q: "ba" }, ["0303"]],
      [{ q: "ay" }, []],
      [{ q: "51" }, ["0301", "0302"]],
      [{ q: "q4" }, ["0301"]],
      [{ q: "_ustin" }, []],
      [{ country: "PR" }, []],
      [{ state: "texas" }, ["0301"]],
      [{ forwards: "nowhere" }, ["0304"]],
      [{ forwards: "(628) 555" }, ["0301", "0302", "0303"]],
      [{ from: "2026-01-01", to: "2100-01-01" }, all],
      [{ to: "2026-01-01" }, []],
      [{ status: "gone" }, []],
      [{ status: "constructor" }, all],
    ] as [Record<string, string>, string[]][])
      expect(await found(organization, filter), JSON.stringify(filter)).toEqual(shown);

    await set(numbers[0], { releasedAt: new Date() });
    expect(await found(organization, {})).toEqual(["0302", "0303", "0304"]);
    expect(await found(organization, { status: "gone" })).toEqual(["0301"]);
    expect(await found(organization, { status: "active", areaCode: "512" })).toEqual(["0302"]);
  });

  it("finds words in any spelling and script, whatever the locale of the database", async ({
    db,
    organization,
  }) => {
    const words = ["ÉVREUX", "Дніпро", "ΠΑΤΡΑΣ", "Köln", "Å", "Saint\u2013Jérôme", "L\u00adong", "100%_\\x"];
    for (const [index, label] of words.entries()) {
      const e164 = `+1787555050${index}`;
      await newTwilioCallerId(db, organization, e164, "+16285550100");
      await db
        .update(callerIds)
        .set(index % 2 ? { labels: [label] } : { locality: label })
        .where(eq(callerIds.e164, e164));
    }
    for (const [index, word] of words.entries())
      for (const q of [word, word.toLowerCase(), word.toUpperCase(), word.normalize("NFD")])
        expect(await found(organization, { q }), q).toContain(`050${index}`);
    expect(await found(organization, { label: "дніпро" })).toEqual(["0501"]);
    expect(await found(organization, { label: "KÖLN" })).toEqual(["0503"]);
    expect(await found(organization, { q: "100x_" })).toEqual([]);
    expect(await found(organization, { from: "0000-01-01" })).toHaveLength(words.length);
  });

  it("is sorted by number, place and price, page after page, none twice and none left out", async ({
    db,
    organization,
  }) => {
    const { admin } = organization;
    for (let index = 0; index < 7; index++) {
      const e164 = `+1512555040${(index * 3) % 7}`;
      await newTwilioCallerId(db, organization, e164, "+16285550100");
      await db
        .update(callerIds)
        // Places and prices are shared, and one has none of either.
        .set(
          index === 3
            ? { locality: null, region: null, priceMicros: null }
            : { locality: index % 2 ? "Austin" : "Boston", priceMicros: 1_000_000 + (index % 2) },
        )
        .where(eq(callerIds.e164, e164));
    }
    const everything = callerIdFilterSchema.parse({});
    for (const sort of ["added", "number", "place", "price"] as const) {
      const forwards: CallerIdRow[] = [];
      const sizes: number[] = [];
      let asked = FIRST_PAGE;
      for (let pages = 0; pages < 4; pages++) {
        const { page } = await listCallerIds(admin, everything, { ...asked, rows: 3, sort });
        forwards.push(...page.rows);
        sizes.push(page.rows.length);
        if (page.next === null) break;
        asked = { after: page.next, before: null };
      }
      expect(sizes, sort).toEqual([3, 3, 1]);
      expect(new Set(forwards.map(({ e164 }) => e164)).size, sort).toBe(7);
      const keys = forwards.map((row) =>
        sort === "number" ? row.e164 : sort === "place" ? (row.locality ?? "") : -(row.priceMicros ?? 0),
      );
      if (sort === "number" || sort === "price")
        expect(keys, sort).toEqual([...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      if (sort === "place") expect(keys.filter(Boolean), sort).toEqual([...keys.filter(Boolean)].sort());
      const last = await listCallerIds(admin, everything, { ...asked, rows: 3, sort });
      const back = await listCallerIds(admin, everything, {
        after: null,
        before: last.page.previous,
        rows: 3,
        sort,
      });
      expect(
        back.page.rows.map(({ id }) => id),
        sort,
      ).toEqual(forwards.slice(3, 6).map(({ id }) => id));
    }
  });

  it("shows nobody else's, whoever is asked for", async ({ db, organization, stranger }) => {
    await newTwilioCallerId(db, organization, "+15125550305", "+16285550100");
    const theirs = { ...organization, admin: stranger };
    const maya = organization.staff[0]?.id ?? "";
    for (const filter of [{}, { q: "512" }, { assigned: maya }, { status: "active" }, { assigned: "nobody" }])
      expect(await found(theirs, filter as Record<string, string>)).toEqual([]);
  });
});
