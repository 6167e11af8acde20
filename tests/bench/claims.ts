import { connect } from "@/db/client";
import { claimWork } from "@/db/queries/claims";
import { msUntilNextWork } from "@/db/queries/work-queue";
import { PRODUCTION_ENGINE } from "@/lib/domain/engine/engine-settings";
import { insertOpenOrders } from "../support/open-orders";
import { temporaryDatabase } from "../support/temporary-database";
import { median } from "./stage";

/** What one process may have under way, and one organisation. */
const CLAIMS = 7;
const LOOKS = 50;

/** What it takes to take work, and to ask when some is due, with one organisation that buys and with a thousand. */
export async function claims() {
  const one = await timesWith(1, 500);
  const many = await timesWith(1_000, 100);
  console.info(
    `  taking work: ${one.claim.toFixed(2)} and ${many.claim.toFixed(2)} ms; asking when: ${one.look.toFixed(2)} and ${many.look.toFixed(2)} ms`,
  );
  return [
    { name: "taking work, 1,000 organisations of 100 / one of 500", ratio: many.claim / one.claim, most: 3 },
    { name: "asking when work is due, the same", ratio: many.look / one.look, most: 3 },
  ];
}

/** Medians in milliseconds. */
async function timesWith(organizations: number, lines: number) {
  const database = await temporaryDatabase();
  const { db, pool } = connect(database.url, 1);
  try {
    await insertOpenOrders(db, organizations, lines);
    // The connection learns what it needs first.
    await msUntilNextWork(db, null);
    const claim = await timed(CLAIMS, async () => {
      if (!(await claimWork(db, null, PRODUCTION_ENGINE))) throw new Error("no work was taken");
    });
    const look = await timed(LOOKS, () => msUntilNextWork(db, null));
    return { claim, look };
  } finally {
    await pool.end();
    await database.stop();
  }
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let done = 0; done < times; done++) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return median(taken);
}
