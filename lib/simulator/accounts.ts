import { z } from "zod";
import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { json, listOf, notFound, refusal, wireDate } from "./answers";
import type { Store } from "./store";

/** The documented forms of an account that can't buy. */
export const blockSchema = z.enum(["20003", "20403", "20005", "10001", "21404", "22300"]);
type AccountBlock = z.infer<typeof blockSchema>;

const BLOCKS: Record<AccountBlock, [status: number, message: string]> = {
  "20003": [401, "Authenticate"],
  "20403": [403, "Account is suspended"],
  "20005": [401, "Account not active"],
  "10001": [403, "Account is not active"],
  "21404": [
    400,
    "Trial accounts are allowed only one Twilio number. To purchase additional numbers, please upgrade your account.",
  ],
  "22300": [400, "Account temporarily restricted from provisioning new long codes"],
};

export const blocked = (as: AccountBlock) => refusal(BLOCKS[as][0], Number(as), BLOCKS[as][1]);

const rulesSchema = z
  .strictObject({
    /** One number only. */
    trial: z.boolean(),
    /** 22300 for whatever is bought after so many purchases. */
    restrictedAfter: z.number().int().min(0),
    /** How a purchase that the balance can't pay is refused; Twilio documents several forms and no single one. */
    outOfFunds: blockSchema,
    /** Its own auth token, as a sub-account has; else it shares the simulator's. */
    authToken: z.string(),
  })
  .partial();
type Rules = z.infer<typeof rulesSchema>;

export const accountSchema = rulesSchema.extend({ sid: z.string(), balance: z.number().optional() });

/** Sets the rules of one account, whatever they were, and its balance in USD when there is one. */
export async function setAccount(
  store: Store,
  { sid, balance, ...rules }: z.infer<typeof accountSchema>,
): Promise<void> {
  await store.query(
    "insert into account_rules values ($1, $2) on conflict (account_sid) do update set rules = $2",
    [sid, rules],
  );
  if (balance !== undefined)
    await store.query(
      "insert into accounts values ($1, $2) on conflict (sid) do update set balance_micros = $2",
      [sid, Math.round(balance * 1e6)],
    );
}

/** What holds for one account. */
async function rulesOf(query: Store["query"], account: string): Promise<Rules> {
  const [row] = await query<{ rules: Rules }>("select rules from account_rules where account_sid = $1", [
    account,
  ]);
  return row?.rules ?? {};
}

/** The auth token of an account: its own, or the simulator's. */
export async function tokenOf(query: Store["query"], account: string): Promise<string> {
  return (await rulesOf(query, account)).authToken ?? SIMULATOR_CREDENTIALS.authToken;
}

/** Takes the price from the balance, or says why this account may not buy; nothing has happened then. */
export async function charge(
  query: Store["query"],
  account: string,
  price: number,
): Promise<SimulatedAnswer | null> {
  const rules = await rulesOf(query, account);
  if (rules.trial) {
    const held = await query("select 1 from numbers where account_sid = $1 and released_at is null limit 1", [
      account,
    ]);
    if (held.length > 0) return blocked("21404");
  }
  if (rules.restrictedAfter !== undefined) {
    const [bought] = await query<{ count: string }>(
      "select count(*) as count from ledger where account_sid = $1 and effect = 'purchase'",
      [account],
    );
    if (Number(bought?.count) >= rules.restrictedAfter) return blocked("22300");
  }
  await query("insert into accounts (sid) values ($1) on conflict do nothing", [account]);
  const paid = await query(
    "update accounts set balance_micros = balance_micros - $2 where sid = $1 and balance_micros >= $2 returning sid",
    [account, price],
  );
  return paid.length > 0 ? null : blocked(rules.outOfFunds ?? "10001");
}

/** GET Balance.json; what was bought within `lag` milliseconds is not in it yet. */
export async function balanceOf(store: Store, account: string, lag: number): Promise<SimulatedAnswer> {
  const [row] = await store.query<{ micros: string }>(
    `select coalesce((select balance_micros from accounts where sid = $1), 10000000000)
       + coalesce((select sum(price_micros) from ledger where account_sid = $1 and effect = 'purchase'
           and at > sim_now() - $2 * interval '1 millisecond'), 0) as micros`,
    [account, lag],
  );
  return json(200, {
    account_sid: account,
    balance: (Number(row?.micros) / 1e6).toFixed(2),
    currency: "USD",
  });
}

/** GET Accounts.json and /{account}.json: the login itself, and one by one the accounts that it owns. */
export async function accountsOf(
  store: Store,
  path: string,
  { login, account }: { login: string; account: string | null },
): Promise<SimulatedAnswer> {
  const sid = account ?? login;
  // The simulator's own account owns every other one.
  if (sid !== login && login !== SIMULATOR_CREDENTIALS.accountSid) return notFound(path);
  const rules = await rulesOf(store.query, sid);
  const opened = wireDate(new Date(Date.UTC(2026, 0, 1)));
  const resource = {
    sid,
    owner_account_sid: login,
    friendly_name: "Simulated account",
    status: "active",
    type: rules.trial ? "Trial" : "Full",
    auth_token: rules.authToken ?? SIMULATOR_CREDENTIALS.authToken,
    date_created: opened,
    date_updated: opened,
    subresource_uris: {},
    uri: `/2010-04-01/Accounts/${sid}.json`,
  };
  return account ? json(200, resource) : listOf("accounts", [resource], path);
}
