import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { type RunningConsole, startConsole } from "../support/start-console";

/** What the database calls the connections of the console's own processes. */
export const APPLICATION = "console-under-torture";

const SHIFTED_CLOCK = new URL("./shifted-clock.mjs", import.meta.url).href;

export type ChaosFigures = { kill9: number; sigstop: number; pgkill: number; silent: number };

/** A process: how far its clock is from the database's, whether its monotonic clock sleeps, and where its release is. */
export type Worker = { clock: number; sleeps?: boolean; folder?: string };

/**
 * Real processes of the production build, each with a clock of its own, that are killed, stopped for longer than a lease,
 * and cut from their database, aloud or in silence, in an order that the random numbers decide.
 */
export async function startWorkers(
  machines: Worker[],
  wire: { silence: () => number },
  env: Record<string, string>,
) {
  const workers: RunningConsole[] = [];
  const stop = () => Promise.all(workers.map((worker) => worker.stop()));
  const figures: ChaosFigures = { kill9: 0, sigstop: 0, pgkill: 0, silent: 0 };
  try {
    for (const machine of machines) workers.push(await start(machine));
  } catch (error) {
    await stop();
    throw error;
  }

  function start({ clock, sleeps, folder }: Worker, port?: number) {
    const shifted = { NODE_OPTIONS: `--import ${SHIFTED_CLOCK}`, CLOCK_SHIFT_MS: String(clock) };
    return startConsole({ ...env, ...shifted, ...(sleeps ? { CLOCK_SLEEPS: "yes" } : {}) }, port, folder);
  }

  async function restart(index: number) {
    const machine = machines[index];
    const port = Number(new URL(workers[index]?.url ?? "").port);
    if (machine) workers[index] = await start(machine, port);
  }

  return {
    figures,
    /** One blow. `lease` in milliseconds. */
    async strike(db: Db, random: () => number, lease: number) {
      const index = Math.floor(random() * workers.length);
      const blow = random();
      if (blow < 0.45) {
        await workers[index]?.stop("SIGKILL");
        figures.kill9++;
        return restart(index);
      }
      if (blow < 0.65) {
        const { pid } = workers[index]?.process ?? {};
        if (!pid) return;
        process.kill(pid, "SIGSTOP");
        figures.sigstop++;
        await pause(lease * 1.3);
        process.kill(pid, "SIGCONT");
        return;
      }
      if (blow < 0.72) {
        figures.silent += wire.silence();
        return;
      }
      const killed = await db.execute<{ dead: boolean }>(sql`
        select pg_terminate_backend(pid) as dead from pg_stat_activity
        where application_name = ${APPLICATION} order by md5(pid::text || ${String(random())}) limit 2`);
      figures.pgkill += killed.rows.filter((row) => row.dead).length;
    },
    stop,
  };
}
