import { execFile } from "node:child_process";
import { promisify } from "node:util";
import autocannon from "autocannon";
import { seedMany } from "@/lib/demo/seed-many";
import { newOrganization } from "../support/factories";
import { newSession } from "../support/sessions";
import { median, openStage, type Stage } from "./stage";

const LIST = "/administration/caller-ids";
const ROUNDS = 5;
const SECONDS = 4;

/** The list and the files of a team of 100,000 Caller IDs, as the production build answers them. */
export async function list(databaseUrl: string) {
  const stage = await openStage(databaseUrl);
  try {
    const small = await newTeam(stage, 1_000);
    const large = await newTeam(stage, 100_000);
    return [await page(stage, large), ...(await files(stage, small, large))];
  } finally {
    await stage.close();
  }
}

/** A team, and the cookie of its admin. */
async function newTeam({ db, cookie }: Stage, callerIds: number) {
  const { admin } = await newOrganization(db);
  await seedMany(db, admin, { callerIds, users: callerIds / 200 });
  return { admin, headers: { cookie: `${cookie.name}=${await newSession(db, admin.userId)}` } };
}
type Team = Awaited<ReturnType<typeof newTeam>>;

/** Its first page beside an empty dynamic page, by turns; most is 1.2 times what was measured when it was built. */
async function page({ consoleUrl, bareUrl }: Stage, { headers }: Team) {
  const perSecond = async (url: string, seconds = SECONDS) => {
    const { requests, non2xx, errors } = await autocannon({
      url,
      headers,
      connections: 8,
      duration: seconds,
    });
    if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} errors`);
    return requests.average;
  };
  for (const url of [consoleUrl + LIST, bareUrl]) await perSecond(url);
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [ours, bare] = [await perSecond(consoleUrl + LIST), await perSecond(bareUrl)];
    console.info(`  the list ${ours.toFixed(0)}/s, an empty page ${bare.toFixed(0)}/s`);
    ratios.push(bare / ours);
  }
  return {
    name: "an empty dynamic page's requests per second / the list's",
    ratio: median(ratios),
    most: 34,
  };
}

/**
 * How much more memory the server takes for one long file than for as many rows in files of 1,000: the garbage collector
 * has as much to do in both, so what differs is what a file holds on to.
 */
async function files(stage: Stage, small: Team, large: Team) {
  const shorts = (count: number) => mostMemory(stage, small, count);
  const long = () => mostMemory(stage, large, 1);
  await shorts(100);
  await long();
  const of100 = { short: await shorts(100), long: await long() };
  await seedMany(stage.db, large.admin, { callerIds: 300_000, users: 0 });
  const of300 = { short: await shorts(300), long: await long() };
  return Object.entries({ "100,000": of100, "300,000": of300 }).map(([rows, { short, long }]) => {
    console.info(`  ${rows} rows in files of 1,000: ${short.toFixed(0)} MB, in one ${long.toFixed(0)} MB`);
    return {
      name: `memory of a file of ${rows} rows above files of 1,000, MB / 40`,
      ratio: (long - short) / 40,
      most: 1,
    };
  });
}

/** The most memory of the server, in MB, while files are read from it one after another. */
async function mostMemory({ consoleUrl, server }: Stage, { headers }: Team, count: number) {
  let most = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(server.pid)]);
      most = Math.max(most, Number(stdout) / 1_000);
      await new Promise((done) => setTimeout(done, 50));
    }
  })();
  for (let file = 0; file < count; file++) {
    const answer = await fetch(`${consoleUrl}${LIST}/export`, { headers });
    if (!answer.ok || !answer.body) throw new Error(`no file: ${answer.status}`);
    for await (const _ of answer.body);
  }
  isOver = true;
  await watching;
  return most;
}
