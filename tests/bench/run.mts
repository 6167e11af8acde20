import { cpus } from "node:os";

/**
 * npm run bench: each figure is a ratio measured in this one run; a target that is missed fails it. With names, such as
 * `npm run bench -- purchase failover`, only those.
 */
const { pages } = await import("./pages");
const { ensureBrowser } = await import("@/tools/machine.mjs");
const { ensureBuilt } = await import("@/tools/build.mts");
const { redacting } = await import("./redact");
const { purchase } = await import("./purchase");
const { distantDatabase } = await import("./distant-database");
const { sideBySide } = await import("./side-by-side");
const { claims } = await import("./claims");
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
  failover: {
    about: "A failover in the middle of an order of 40, the simulator at 300 ms",
    measure: failovers,
  },
  // The last: it leaves a migration behind.
  bulkheads: {
    about: "Calls, 20 a second, beside others: 400 strangers a second, readers, large posts; a wire of 50 ms",
    measure: bulkheads,
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}. There are ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(1);
}
const chosen = Object.entries(BENCHES).filter(([name]) => asked.length === 0 || asked.includes(name));
const noBrowser = chosen.some(([name]) => name === "pages") ? await ensureBrowser() : null;
if (noBrowser !== null) {
  console.error(`Nothing was measured. ${noBrowser}`);
  process.exit(1);
}
await ensureBuilt(".next-test");
console.info(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
// This process has one database for all that it measures, as a server has.
const database = await temporaryDatabase();
Object.assign(process.env, { EMBEDDED: "yes", DATABASE_URL: database.url });
const figures: Figure[] = [];
try {
  for (const [, { about, measure }] of chosen) {
    console.info(`\n${about}`);
    figures.push(...(await measure(database.url)));
  }
} finally {
  await database.stop();
}
console.info("");
for (const { name, ratio, most } of figures)
  console.info(`${ratio <= most ? "ok  " : "MISS"} ${ratio.toFixed(2)} (at most ${most})  ${name}`);
process.exit(figures.every(({ ratio, most }) => ratio <= most) ? 0 : 1);
