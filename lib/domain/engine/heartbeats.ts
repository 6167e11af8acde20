/** Those who wake the engine: the platform's cron, or this server's own timer. */
const TRIGGERS = ["cron", "timer", "nightly"] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** How long one may stay away before somebody should look, in milliseconds. */
export const OVERDUE_MS: Record<Trigger, number> = {
  cron: 5 * 60_000,
  timer: 60_000,
  nightly: 26 * 60 * 60_000,
};
