import type { Tx } from "@/db/client";
import { insertAssignments } from "@/db/queries/assignments";
import { recordEvent, recordEvents } from "@/db/queries/audit";
import { saveBoughtCallerId } from "@/db/queries/caller-ids";
import { findForwardingConflict, lockForwardings } from "@/db/queries/forwardings";
import { activeUsersAmong } from "@/db/queries/organizations";
import { forwardingOfLine, listedAs, refreshNumber } from "@/db/queries/reconcile-actions";
import { type Finding, findFinding } from "@/db/queries/reconcile-findings";
import type { Admin } from "@/lib/domain/actor/actor";
import { type ForwardingProblem, parseForwarding } from "@/lib/domain/forwarding/forwarding";
import type { NumberType } from "@/lib/domain/offers/offer";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import type { VersionedRow } from "@/lib/domain/reconcile/finding-rows";
import type { RowOutcome } from "@/lib/domain/reconcile/reconcile";
import { readPrices } from "@/lib/offers/read-prices";
import { database } from "@/lib/runtime/database";
import { settleAsBought } from "./settle-as-bought";
import { type ReconcileContext, settleRows } from "./settle-rows";
import { withNumber } from "./with-number";

/** Where calls to adopted numbers go from now on, as it was typed; null keeps what is set at Twilio. */
type Wanted = { forward: { forwardTo: string; ringForever: boolean } | null; userIds: string[] };
/** The same, read. */
type Forward = { forwardTo: string; ringForever: boolean } | null;

type AdoptOutcome =
  | { kind: "settled"; outcomes: RowOutcome[] }
  | { kind: "forwarding"; problem: ForwardingProblem }
  /** Somebody was deactivated meanwhile, or is of another organisation. */
  | { kind: "unknown-users" };

/**
 * Lists numbers that Twilio bills and our list does not have, for these users. What is set at Twilio stays unless they are
 * to be forwarded; a number that one of our own orders bought goes where its order wanted.
 */
export async function adoptNumbers(
  admin: Admin,
  rows: VersionedRow[],
  { forward, userIds }: Wanted = { forward: null, userIds: [] },
): Promise<AdoptOutcome> {
  const db = database();
  let wanted: Forward = null;
  if (forward) {
    const read = parseForwarding(forward.forwardTo, admin.country);
    if ("problem" in read) return { kind: "forwarding", problem: read.problem };
    const isOneOfThem = rows.some(({ e164 }) => e164 === read.e164);
    const problem = isOneOfThem ? "own-number" : await findForwardingConflict(db, admin, read.e164);
    if (problem) return { kind: "forwarding", problem };
    wanted = { forwardTo: read.e164, ringForever: forward.ringForever };
  }
  if ((await activeUsersAmong(db, admin, userIds)).length < new Set(userIds).size)
    return { kind: "unknown-users" };
  const outcomes = await settleRows(admin, "unlisted", rows, async (context, finding) => {
    const { twilio } = finding;
    if (!twilio) return "changed";
    return withNumber(context, "unlisted", { ...finding, twilio }, async (number) => {
      const listed = await adopt(context, finding, number.sid, { wanted, userIds });
      return listed === "forwarded" ? bringCallsHere(context, number.sid) : listed;
    });
  });
  return { kind: "settled", outcomes };
}

async function adopt(
  { admin, twilioAccountSid, scope }: ReconcileContext,
  { e164, country, type, line }: Finding,
  sid: string,
  { wanted, userIds }: { wanted: Forward; userIds: string[] },
): Promise<RowOutcome["outcome"] | "forwarded"> {
  const { organizationId } = admin;
  const prices = await readPrices(twilioAccountSid, [country]);
  const price = prices.kind === "prices" ? prices.priceOf({ country, type }) : null;
  return database().transaction(async (tx) => {
    // An approval that looks for circles, and this, never pass together.
    if (wanted) await lockForwardings(tx);
    // An order may have queued it since.
    const now = await findFinding(tx, scope, "unlisted", e164);
    if (!now) return "changed";
    // The order that bought it got no answer and does not know: the account has answered.
    if (now.line && (await settleAsBought(tx, admin, { ...now.line, e164 }, sid, ["queued", "intent"]))) {
      // Its users are the order's, and those who were chosen now.
      await assign(tx, admin, { id: await listedAs(tx, admin, e164), e164, userIds });
      return "done";
    }
    const ordered = line ? await forwardingOfLine(tx, admin, line.id) : null;
    const forwarding = ordered ?? wanted;
    if (wanted && !ordered && (await findForwardingConflict(tx, admin, wanted.forwardTo))) return "loop";
    const [listed] = await saveBoughtCallerId(tx, {
      organizationId,
      e164,
      country,
      type: type as NumberType,
      twilioAccountSid,
      sid,
      orderLineId: line?.id ?? null,
      forwardTo: forwarding?.forwardTo ?? null,
      ringForever: forwarding?.ringForever ?? false,
      priceMicros: price?.micros ?? null,
      currency: price?.currency ?? null,
    });
    // Listed by somebody else meanwhile.
    if (!listed) return "changed";
    await recordEvent(tx, admin, {
      kind: "caller-id.adopted",
      ...(line ? { orderId: line.orderId } : {}),
      e164,
      sid,
    });
    if (forwarding && !ordered)
      await recordEvent(tx, admin, {
        kind: "caller-id.forwarded",
        e164,
        before: null,
        after: forwarding.forwardTo,
        ringForever: forwarding.ringForever,
      });
    await assign(tx, admin, { id: listed.id, e164, userIds });
    return forwarding && !ordered ? "forwarded" : "done";
  });
}

async function assign(
  tx: Tx,
  admin: Admin,
  { id, e164, userIds }: { id: string; e164: string; userIds: string[] },
) {
  if (userIds.length === 0) return;
  const got = await insertAssignments(tx, admin, { ids: [id] }, userIds);
  await recordEvents(
    tx,
    admin,
    got.map(({ userId }) => ({ kind: "person.assigned", personId: userId, numbers: 1, e164 })),
  );
}

/** It is listed; until Twilio has answered its calls go where they went. */
async function bringCallsHere(
  { admin, provider, webhooks }: ReconcileContext,
  sid: string,
): Promise<RowOutcome["outcome"]> {
  const after = await provider.update(sid, { webhooks });
  if (after.kind !== "found") return "not-set";
  await refreshNumber(database(), admin, asAccountNumber(after.number));
  return "done";
}
