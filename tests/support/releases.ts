import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { callerIds, releaseLines, releases } from "@/db/schema";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { validateCode } from "@/lib/orders/validate-code";
import type { Engine } from "@/lib/purchasing/engine";
import { pumpReleases } from "@/lib/releases/pump-releases";
import { releaseNumbers, type TypedRelease } from "@/lib/releases/release-numbers";
import { pools } from "@/lib/simulator/inventory";
import { insertInCart } from "./cart-rows";
import { fictional, type Organization } from "./factories";
import { listCallerIds } from "./listed-caller-ids";
import { orderState, placedOrder, pump, testEngine } from "./orders";
import { only } from "./rows";
import { simulatedTwilio, simulator } from "./simulated-twilio";

const stock = pools("US", "local").flatMap((pool) => pool.numbers(1));

/** Caller IDs that the admin bought, which no test beside it wants. */
export async function boughtCallerIds(db: Db, admin: Admin, count: number) {
  await insertInCart(db, admin, stock.splice(0, count));
  const { orderId, code } = await placedOrder(db, admin);
  const approved = await validateCode(admin, orderId, code);
  if (approved.kind !== "approved") throw new Error(approved.kind);
  await pump(db, {}, { organizationId: admin.organizationId });
  const rows = (await listCallerIds(db, admin.organizationId)).filter(({ source }) => source === "twilio");
  if (rows.length !== count)
    throw new Error(
      `bought ${rows.length} of ${count}: ${JSON.stringify((await orderState(db, orderId)).lines.map(({ e164, reason }) => [e164, reason]))}`,
    );
  return rows;
}

export const choose = async (admin: Admin, ids: string[]) =>
  (await chooseCallerIds(admin, { ids, unlisted: true }, "some")) ?? "";

const TYPED: TypedRelease = {
  how: "now",
  until: "",
  reason: "ended",
  words: "",
  confirm: "",
  takesAddressOff: false,
  endsTrunks: 0,
  shown: 0,
};

/** Releases these, as somebody types it; the outcome as it is. */
export async function tryToRelease(
  admin: Admin,
  rows: { id: string; e164: string }[],
  typed: Partial<TypedRelease> = {},
) {
  const selection = await choose(
    admin,
    rows.map(({ id }) => id),
  );
  const [one] = rows;
  const confirm = rows.length === 1 ? (one?.e164 ?? "") : String(rows.length);
  return releaseNumbers(admin, selection, { ...TYPED, shown: rows.length, confirm, ...typed });
}

/** The same where it has to succeed; the release's id. */
export async function release(...asked: Parameters<typeof tryToRelease>): Promise<string> {
  const outcome = await tryToRelease(...asked);
  if (outcome.kind !== "released") throw new Error(`not released: ${JSON.stringify(outcome)}`);
  return outcome.releaseId;
}

/** Releases with the tests' settings until nothing is open. */
export const pumpOut = (
  db: Db,
  overrides: Partial<Engine> = {},
  { organizationId = null as string | null, seconds = 20 } = {},
) =>
  pumpReleases(testEngine(db, overrides), {
    organizationId,
    deadline: new Date(Date.now() + seconds * 1000),
  });

export async function releaseState(db: Db, releaseId: string) {
  const release = only(await db.select().from(releases).where(eq(releases.id, releaseId)));
  const lines = await db
    .select()
    .from(releaseLines)
    .where(eq(releaseLines.releaseId, releaseId))
    .orderBy(releaseLines.e164);
  return { release, lines };
}

/** How the Caller IDs of an organisation stand, by number. */
export async function statuses(db: Db, organizationId: string) {
  const { rows } = await db.execute<{ e164: string; status: string }>(
    sql`select e164, status from caller_ids where organization_id = ${organizationId} order by e164`,
  );
  return Object.fromEntries(rows.map(({ e164, status }) => [e164, status]));
}

/** What Twilio itself gave up, by its ledger. */
export async function releasedAtTwilio(account: string): Promise<string[]> {
  const rows = await simulator().store.query<{ e164: string }>(
    "select e164 from ledger where account_sid = $1 and effect = 'release' order by e164",
    [account],
  );
  return rows.map(({ e164 }) => e164);
}

/** Caller IDs that Twilio has, too, as their purchase leaves them: forwarded, and with the address of their call-backs. */
export async function heldCallerIds(db: Db, organization: Organization, count: number, publicUrl: string) {
  const { organizationId, twilioAccountSid: account } = organization;
  const numbers = Array.from({ length: count }, () => fictional());
  await simulatedTwilio().outside({
    kind: "buy",
    account,
    numbers,
    voiceUrl: webhooksOf(publicUrl).voiceUrl,
  });
  const held = await simulatedTwilio().held(account);
  const common = {
    organizationId,
    twilioAccountSid: account,
    source: "twilio",
    country: "US",
    type: "local",
  } as const;
  const rows = held.filter(({ e164 }) => numbers.includes(e164));
  return db
    .insert(callerIds)
    .values(
      rows.map(({ e164, sid }) => ({
        ...common,
        e164,
        sid,
        forwardTo: "+16285550100",
        priceMicros: 1_150_000,
        currency: "USD",
      })),
    )
    .returning();
}
