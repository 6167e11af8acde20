import { parseArgs } from "node:util";

/**
 * npm run torture: the production build buys numbers while requests are faulted, wires cut, processes killed and stopped,
 * and database connections terminated. Judged by Twilio's own ledger and our list; the naive control must come out dirty.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 100_000) },
    lines: { type: "string", default: "2000" },
    faults: { type: "string", default: "0.25" },
    organizations: { type: "string", default: "3" },
    settings: { type: "string", default: "3/1.5/4.5" },
    minutes: { type: "string", default: "6" },
    // How many numbers are given back meanwhile.
    releases: { type: "string", default: "500" },
    // How many numbers the last organisation's account has before.
    account: { type: "string", default: "20000" },
    // A commit whose release runs beside this one on the same database.
    beside: { type: "string" },
  },
});

const { ensureBuilt } = await import("@/tools/build.mts");
const { temporaryDatabase } = await import("../support/temporary-database");
const { startSimulatorProcess } = await import("../support/start-simulator");
const { random } = await import("@/lib/simulator/inventory");
const { cuttingProxy } = await import("./cutting-proxy");
const { setFaults, countFaults } = await import("./faults");
const { wishes } = await import("./wishes");
const { torture } = await import("./torture");
const { holds } = await import("./codes");
const { releaseNaively, tortureNaively } = await import("./naive");
const { SLOTS_PER_ACCOUNT } = await import("@/lib/domain/engine/engine-settings");
const { isClean } = await import("./judge");
const { buyByHand, slowPages } = await import("./large-account");
const { buildRelease } = await import("./beside");
const { simulatedAccount } = await import("../support/factories");
const { report } = await import("./report");

const { settings } = values;
const seed = Number(values.seed);
if (!Number.isInteger(seed)) throw new Error("--seed is a whole number");
await ensureBuilt(".next-test");
const beside = values.beside ? buildRelease(values.beside) : null;
const database = await temporaryDatabase();
const simulator = await startSimulatorProcess(database.url, { latency: 20 });
const proxy = await cuttingProxy(simulator.url, random(`torture/${seed}/cuts`));
Object.assign(process.env, {
  EMBEDDED: "yes",
  DATABASE_URL: database.url,
  TWILIO_BASE_URL: simulator.url,
  ENGINE_SETTINGS: settings,
});

const [lease = 0, timeout = 0] = settings.split("/").map((seconds) => Number(seconds) * 1000);
const lines = Number(values.lines);
const { lists, spare } = wishes(seed, Number(values.organizations), lines);
// Some that nobody wants, and some that the first order does.
const instead = [...spare.slice(-20), ...(lists[0]?.[0].slice(-6) ?? [])].map((number) => number.e164);
const strike = (share: number) => setFaults(simulator.control, share, timeout, instead);
const faults = { on: () => strike(Number(values.faults)), off: () => strike(0) };
/** Twilio's clock is elsewhere than the database's and the servers'. */
const TWILIO_CLOCK_MS = -3 * 60_000;
let proven = false;
try {
  // Twilio has been seen to do the one and says the other; both must come out clean.
  const ownedRebuy = seed % 2 === 0 ? "update" : "21422";
  await simulator.control("settings", { seed, ownedRebuy, clock: TWILIO_CLOCK_MS });
  const largeAccount = simulatedAccount();
  const owned = Number(values.account);
  if (owned > 0) {
    await buyByHand(simulator, largeAccount, owned);
    await slowPages(simulator, largeAccount, owned, lease);
  }
  const arena = { databaseUrl: database.url, proxy, faults, ledger: simulator.ledger, largeAccount };
  const started = Date.now();
  const minutes = Number(values.minutes);
  const givenBack = Number(values.releases);
  const done = await torture(arena, { seed, settings, lists, minutes, givenBack, beside: beside?.folder });
  const struck = { ...(await countFaults(simulator.control)), wire: proxy.cuts() };
  const peaks = Object.values((await simulator.control("peaks")) as Record<string, number>);
  const most = Math.max(...peaks);
  console.info(
    report({
      seed,
      settings,
      ownedRebuy,
      most,
      ...done,
      faults: struck,
      seconds: (Date.now() - started) / 1000,
    }),
  );

  const numbers = spare.slice(0, Math.min(200, lines)).map((number) => number.e164);
  const naive = await tortureNaively(simulator, numbers, faults.on);
  console.info(report({ name: "naive  ", seed, settings, ...naive }));
  const control = await releaseNaively(
    simulator,
    spare.slice(-60).map(({ e164 }) => e164),
    faults.on,
  );
  console.info(`naive releases ${JSON.stringify(control)}`);
  const isControlDirty = Object.values(control).some((count) => count > 0);
  if (!isControlDirty)
    console.error("The naive control of releases came out clean: this torture proves nothing.");
  if (isClean(naive.verdict)) console.error("The naive control came out clean: this torture proves nothing.");
  if (most > SLOTS_PER_ACCOUNT) console.error(`${most} purchases of one account were under way at once.`);
  proven =
    most <= SLOTS_PER_ACCOUNT &&
    isClean(done.verdict) &&
    holds(done.codes) &&
    !isClean(naive.verdict) &&
    isControlDirty;
} finally {
  proxy.stop();
  simulator.stop();
  await database.stop();
  beside?.remove();
}
process.exit(proven ? 0 : 1);
