import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseWire } from "@/tests/support/database-wire";
import { connect } from "./client";
import { testDatabase } from "./testing";

testDatabase();

const SHORT = { query_timeout: 300 };
let wire: Awaited<ReturnType<typeof databaseWire>>;
beforeAll(async () => {
  wire = await databaseWire(process.env.DATABASE_URL ?? "");
});
afterAll(() => wire.stop());

const one = sql`select 1`;
/** How long it took to fail, in milliseconds; fails itself where it does not. */
async function msToFail(work: Promise<unknown>) {
  const begun = performance.now();
  await expect(work).rejects.toThrow();
  return performance.now() - begun;
}

describe("a wire that goes silent", () => {
  it("fails its statement in time, and the next one gets a new connection", async () => {
    const { db, pool } = connect(wire.url, 1, SHORT);
    await db.execute(one);
    expect(wire.silence()).toBeGreaterThan(0);
    expect(await msToFail(db.execute(one))).toBeLessThan(2_000);
    await db.execute(one);
    await pool.end();
  });

  it("fails a transaction once, not once for each statement that would follow", async () => {
    const { db, pool } = connect(wire.url, 1, SHORT);
    const lost = db.transaction(async (tx) => {
      await tx.execute(one);
      wire.silence();
      await tx.execute(one);
    });
    expect(await msToFail(lost)).toBeLessThan(2 * SHORT.query_timeout);
    await db.transaction((tx) => tx.execute(one));
    await pool.end();
  });
});

describe("a server that may not write any more", () => {
  it("is left: the connection that found out is not handed out again", async () => {
    const { db, pool } = connect(wire.url, 1);
    await db.execute(sql`set session characteristics as transaction read only`);
    const write = () => db.transaction((tx) => tx.execute(sql`update orders set state = state where false`));
    await msToFail(write());
    await write();
    await pool.end();
  });
});

describe("a connection that is ended while somebody has it", () => {
  it("fails what they ask next, and nobody else", async () => {
    const { db, pool } = connect(wire.url, 1);
    const uncaught: unknown[] = [];
    const note = (fault: unknown) => uncaught.push(fault);
    process.on("uncaughtException", note);
    const cut = db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      const other = connect(wire.url, 1);
      await other.db.execute(sql`select pg_terminate_backend(${rows[0]?.pid})`);
      await other.pool.end();
      await new Promise((done) => setTimeout(done, 100));
      await tx.execute(one);
    });
    await msToFail(cut);
    await db.execute(one);
    process.off("uncaughtException", note);
    expect(uncaught).toEqual([]);
    await pool.end();
  });
});
