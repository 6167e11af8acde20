import { z } from "zod";
import type { Store } from "./store";

/** How the simulated world behaves; POST /__sim/settings changes any of them. */
export const settingsSchema = z
  .strictObject({
    seed: z.number().int(),
    /** What Twilio answers to buying a number that the account owns already; both have been seen. */
    ownedRebuy: z.enum(["update", "21422"]),
    /** What Twilio answers to releasing a number that is in a messaging service. */
    attachedRelease: z.enum(["refuse", "allow"]),
    /** What it answers to buying back what the account has released within ten days. */
    releasedRebuy: z.enum(["21422", "buy"]),
    /** Prices that differ from the list, by country and type: `{"US/local": "1.50"}`. */
    prices: z.record(z.string(), z.string()),
    /** How many numbers one search shows at most. */
    searchCap: z.number().int().min(1).max(1000),
    /** Recorded answers spell the capabilities SMS and MMS, the description sms and mms. */
    capKeys: z.enum(["upper", "lower"]),
    /** Whether a number says its type: Twilio's newest description has none. */
    typeField: z.boolean(),
    /** The chance, per second, that a number which a search has shown is sold to a rival. */
    rivalRate: z.number().min(0),
    /** How far the virtual clock is ahead, in milliseconds. */
    clock: z.number(),
  })
  .partial();
export type Settings = Required<z.infer<typeof settingsSchema>>;

const DEFAULTS: Settings = {
  seed: 1,
  ownedRebuy: "update",
  attachedRelease: "refuse",
  releasedRebuy: "21422",
  prices: {},
  searchCap: 30,
  capKeys: "upper",
  typeField: true,
  rivalRate: 0,
  clock: 0,
};

export async function settingsOf(store: Store): Promise<Settings> {
  const rows = await store.query<{ name: string; value: unknown }>("select name, value from settings");
  return { ...DEFAULTS, ...Object.fromEntries(rows.map((row) => [row.name, row.value])) };
}

export async function changeSettings(store: Store, changes: z.infer<typeof settingsSchema>): Promise<void> {
  for (const [name, value] of Object.entries(changes))
    await store.query("insert into settings values ($1, $2) on conflict (name) do update set value = $2", [
      name,
      JSON.stringify(value),
    ]);
}

/** The virtual clock; the database's `sim_now()` says the same. */
export const simulatedNow = (settings: Pick<Settings, "clock">) => new Date(Date.now() + settings.clock);
