import { setAccount } from "@/lib/simulator/accounts";
import { changeOutside, type External } from "@/lib/simulator/external";
import { addFault, type Fault, type FaultAction } from "@/lib/simulator/faults";
import { openSimulator } from "@/lib/simulator/handle";
import { changeSettings } from "@/lib/simulator/settings";

export const simulator = () => openSimulator(process.env.DATABASE_URL ?? "");

/** The simulated Twilio behind the tests' database, from outside: faults, rivals, and its own ledger. */
export function simulatedTwilio() {
  const { store } = simulator();
  return {
    fault: (action: FaultAction, match: Fault["match"] = {}, { times }: { times?: number } = {}) =>
      addFault(store, { id: `fault-${Math.random()}`, match, action, times }),
    /** All of them, or one account's: journeys run beside each other. */
    clearFaults: (account?: string) =>
      store.query("delete from faults where $1::text is null or match ->> 'account' = $1", [account ?? null]),
    sellToRival: (e164: string) => store.query("insert into rivals values ($1)", [e164]),
    set: (changes: Parameters<typeof changeSettings>[1]) => changeSettings(store, changes),
    /** Somebody acts in Twilio's own console. */
    outside: (change: External) => changeOutside(store, change),
    setAccount: (rules: Parameters<typeof setAccount>[1]) => setAccount(store, rules),
    async purchases(account: string): Promise<string[]> {
      const rows = await store.query<{ e164: string }>(
        "select e164 from ledger where account_sid = $1 and effect = 'purchase' order by seq",
        [account],
      );
      return rows.map((row) => row.e164);
    },
    async held(account: string) {
      return store.query<{
        e164: string;
        sid: string;
        friendly_name: string;
        settings: Record<string, string>;
      }>(
        "select e164, sid, friendly_name, settings from numbers where account_sid = $1 and released_at is null order by e164",
        [account],
      );
    },
  };
}

/** Somebody bought it in Twilio's own console, a day ago. */
export const byHand = (account: string, e164: string) => ({
  kind: "buy" as const,
  account,
  numbers: [e164],
  name: "bought by hand",
  ago: 86_400,
});
