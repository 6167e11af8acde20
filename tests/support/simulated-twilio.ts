import type { FaultAction } from "@/lib/twilio/simulator/faults";
import { openSimulator } from "@/lib/twilio/simulator/handle";

type Match = { method?: string; path?: string; phoneNumber?: string; account?: string };

/** The simulated Twilio behind the tests' database, from outside: faults, rivals, and its own ledger. */
export function simulatedTwilio() {
  const { store } = openSimulator(process.env.DATABASE_URL ?? "");
  return {
    async fault(action: FaultAction, match: Match = {}, { times }: { times?: number } = {}) {
      const id = `fault-${Math.random()}`;
      await store.query("insert into faults (id, match, action, remaining) values ($1,$2,$3,$4)", [
        id,
        match,
        action,
        times ?? null,
      ]);
    },
    clearFaults: () => store.query("delete from faults"),
    sellToRival: (e164: string) => store.query("insert into rivals values ($1)", [e164]),
    set: (name: string, value: unknown) =>
      store.query("insert into settings values ($1,$2) on conflict (name) do update set value = $2", [
        name,
        JSON.stringify(value),
      ]),
    /** Somebody buys in Twilio's own console. */
    async buyByHand(account: string, e164: string) {
      await store.query(
        `insert into numbers (sid, account_sid, e164, type, friendly_name, date_created)
         values ('PN' || md5($2), $1, $2, 'local', 'bought by hand', now() - interval '1 day')`,
        [account, e164],
      );
    },
    rename: (account: string, e164: string, name: string) =>
      store.query("update numbers set friendly_name = $3 where account_sid = $1 and e164 = $2", [
        account,
        e164,
        name,
      ]),
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
