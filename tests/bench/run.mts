import { cpus } from "node:os";

/** npm run bench: each figure is a ratio measured in this one run; a target that is missed fails it. */
const { fillCartOf500, openStage } = await import("./stage");
const { firstLoad } = await import("./first-load");
const { cart } = await import("./cart");
const { webhooks } = await import("./webhooks");
const { ensureBrowser } = await import("@/tools/machine.mjs");
const { ensureBuilt } = await import("@/tools/build.mts");
const { redacting } = await import("./redact");
const { purchase } = await import("./purchase");
const { distantDatabase } = await import("./distant-database");
const { sideBySide } = await import("./side-by-side");
const { claims } = await import("./claims");
const { largeAccount } = await import("./large-account");
const { temporaryDatabase } = await import("../support/temporary-database");

// `npm run bench -- purchase` measures that alone, and needs no browser.
const purchaseAlone = process.argv.includes("purchase");
const noBrowser = purchaseAlone ? null : await ensureBrowser();
if (noBrowser !== null) {
  console.error(`Nothing was measured. ${noBrowser}`);
  process.exit(1);
}
await ensureBuilt(".next-test");
console.info(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
// This process has one database for all that it measures, as a server has.
const database = await temporaryDatabase();
Object.assign(process.env, { EMBEDDED: "yes", DATABASE_URL: database.url });
const figures: { name: string; ratio: number; most: number }[] = [];
try {
  if (!purchaseAlone) {
    console.info("\nRedacting: one line, the median of five, the worst of several kinds");
    figures.push(redacting());
    const stage = await openStage(database.url);
    try {
      await fillCartOf500(stage);
      console.info("\nFirst load: chromium, each page once, gzip of every script that it asks for");
      figures.push(await firstLoad(stage));
      console.info("\nCart: fetch, one request at a time");
      figures.push(await cart(stage));
      console.info("\nCall-backs: autocannon -c 64 -d 4 -m POST, by turns");
      figures.push(...(await webhooks(stage)));
    } finally {
      await stage.close();
    }
  }
  console.info("\nPurchase: orders of 500, the simulator as a process of its own at 200 ms");
  figures.push(...(await purchase(database.url)));
  console.info("\nA database that is far away: as above, behind a wire");
  figures.push(...(await distantDatabase(database.url)));
  console.info("\nMany organisations at once: two processes, the simulator at 5 s");
  figures.push(...(await sideBySide(database.url)));
  console.info("\nAn account of 100,000 numbers: the simulator at 300 ms a page, the engine in this process");
  figures.push(...(await largeAccount(database.url)));
  console.info("\nTaking work: 7 claims, 50 questions, medians, each house in a database of its own");
  figures.push(...(await claims()));
} finally {
  await database.stop();
}
console.info("");
for (const { name, ratio, most } of figures)
  console.info(`${ratio <= most ? "ok  " : "MISS"} ${ratio.toFixed(2)} (at most ${most})  ${name}`);
process.exit(figures.every(({ ratio, most }) => ratio <= most) ? 0 : 1);
