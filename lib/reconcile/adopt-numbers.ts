import { recordEvent } from "@/db/queries/audit";
import { saveBoughtCallerId } from "@/db/queries/caller-ids";
import { forwardingOfLine } from "@/db/queries/reconcile-actions";
import { type Finding, findFinding } from "@/db/queries/reconcile-findings";
import type { Admin } from "@/lib/domain/actor/actor";
import type { NumberType } from "@/lib/domain/offers/offer";
import type { RowOutcome } from "@/lib/domain/reconcile/reconcile";
import { readPrices } from "@/lib/offers/read-prices";
import { database } from "@/lib/runtime/database";
import { settleAsBought } from "./settle-as-bought";
import { type ReconcileContext, settleRows, type VersionedRow } from "./settle-rows";
import { withNumber } from "./with-number";

/**
 * Lists numbers that Twilio bills and our list does not have. Nothing changes at Twilio: calls go where they went; a
 * number that carries the tag of one of our own purchases is forwarded as its order wanted, which has bought it.
 */
export async function adoptNumbers(admin: Admin, rows: VersionedRow[]): Promise<RowOutcome[]> {
  return settleRows(admin, "unlisted", rows, async (context, finding) => {
    const { twilio } = finding;
    if (!twilio) return "changed";
    return withNumber(context, "unlisted", { ...finding, twilio }, (number) =>
      adopt(context, finding, number.sid),
    );
  });
}

async function adopt(
  { admin, twilioAccountSid, scope }: ReconcileContext,
  { e164, country, type, line }: Finding,
  sid: string,
): Promise<RowOutcome["outcome"]> {
  const { organizationId } = admin;
  const prices = await readPrices(twilioAccountSid, [country]);
  const price = prices.kind === "prices" ? prices.priceOf({ country, type }) : null;
  return database().transaction(async (tx) => {
    // An order may have queued it since.
    const now = await findFinding(tx, scope, "unlisted", e164);
    if (!now) return "changed";
    // The order that bought it got no answer and does not know: the account has answered.
    if (now.line && (await settleAsBought(tx, admin, { ...now.line, e164 }, sid, ["queued", "intent"])))
      return "done";
    const forwarding = line ? await forwardingOfLine(tx, admin, line.id) : null;
    const listed = await saveBoughtCallerId(tx, {
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
    if (listed.length === 0) return "changed";
    await recordEvent(tx, admin, {
      kind: "caller-id.adopted",
      ...(line ? { orderId: line.orderId } : {}),
      e164,
      sid,
    });
    return "done";
  });
}
