import { fork } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * npm run bench: each figure is a ratio measured in this one run; a target that is missed fails it. With names, such as
 * `npm run bench -- purchase failover`, only those.
 */
const { pages } = await import("./pages");
const { ensureBrowser } = await import("@/tools/machine.mjs");
const { ensureBuilt } = await import("@/tools/build.mts");
const { redacting } = await import("./redact");
const { purchase } = await import("./purchase");
const { releases } = await import("./release");
const { distantDatabase } = await import("./distant-database");
const { sideBySide } = await import("./side-by-side");
const { claims } = await import("./claims");
const { manyCallerIds } = await import("./caller-ids");
const { list } = await import("./list");
const { largeAccount } = await import("./large-account");
const { failovers } = await import("./failover");
const { bulkheads } = await import("./bulkheads");
const { temporaryDatabase } = await import("../support/temporary-database");

type Figure = { name: string; ratio: number; most: number };
type Bench = { about: string; measure: (databaseUrl: string) => Promise<Figure[]> };

const BENCHES: Record<string, Bench> = {
  redact: {
    about: "Redacting: one line, the median of five, the worst of several kinds",
    measure: async () => [redacting()],
  },
  pages: {
    about:
      "Pages: chromium, gzip of every script; a cart by fetch, one request at a time; call-backs by autocannon -c 64 -d 4, by turns",
    measure: pages,
  },
  purchase: {
    about: "Purchase: orders of 500, the simulator as a process of its own at 200 ms",
    measure: purchase,
  },
  releases: {
    about:
      "Giving back: releases of 500, the simulator as a process of its own at 200 ms, the engine in this process",
    measure: releases,
  },
  distance: {
    about: "A database that is far away: an order of 400, behind a wire of 20 ms",
    measure: distantDatabase,
  },
  "side-by-side": {
    about: "Many organisations at once: two processes, the simulator at 5 s",
    measure: sideBySide,
  },
  account: {
    about: "An account of 100,000 numbers: the simulator at 300 ms a page, the engine in this process",
    measure: largeAccount,
  },
  claims: {
    about: "Taking work: 7 claims, 50 questions, medians, each house in a database of its own",
    measure: claims,
  },
  "caller-ids": {
    about: "A team of 100,000 Caller IDs and 500 people: statements, in this process",
    measure: manyCallerIds,
  },
  list: {
    about:
      "The list and the files of such a team, by the production build: autocannon -c 8 -d 4, by turns; ps",
    measure: list,
  },
  failover: {
    about: "A failover in the middle of an order of 40, the simulator at 300 ms",
    measure: failovers,
  },
  bulkheads: {
    about: "Calls, 20 a second, beside others: strangers, readers, a migration, large posts; a wire of 50 ms",
    measure: bulkheads,
  },
};

/** Measures one, with a database of its own. */
async function measureAlone({ about, measure }: Bench): Promise<Figure[]> {
  console.info(`\n${about}`);
  const database = await temporaryDatabase();
  Object.assign(process.env, { EMBEDDED: "yes", DATABASE_URL: database.url });
  try {
    return await measure(database.url);
  } finally {
    await database.stop();
  }
}

/** In a process of its own, because one reads its settings and opens its database once. */
async function measureApart(name: string): Promise<Figure[]> {
  const child = fork("tools/run.mjs", [fileURLToPath(import.meta.url), name]);
  const [said, [code]] = await Promise.all([
    Promise.race([once(child, "message"), once(child, "exit").then(() => [[]])]),
    once(child, "exit"),
  ]);
  if (code !== 0) throw new Error(`${name} was not measured`);
  return said[0] as Figure[];
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}. There are ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(1);
}
if (process.send) {
  const bench = BENCHES[asked[0] ?? ""];
  process.send(bench ? await measureAlone(bench) : []);
  process.exit(0);
}

const chosen = asked.length > 0 ? asked : Object.keys(BENCHES);
const noBrowser = chosen.includes("pages") ? await ensureBrowser() : null;
if (noBrowser !== null) {
  console.error(`Nothing was measured. ${noBrowser}`);
  process.exit(1);
}
await ensureBuilt(".next-test");
console.info(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
const figures: Figure[] = [];
for (const name of chosen) figures.push(...(await measureApart(name)));
console.info("");
for (const { name, ratio, most } of figures)
  console.info(`${ratio <= most ? "ok  " : "MISS"} ${ratio.toFixed(2)} (at most ${most})  ${name}`);
process.exit(figures.every(({ ratio, most }) => ratio <= most) ? 0 : 1);
