import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { givenBack, inMs, isMine } from "@/db/leases";
import { callerIds, releaseLines, releases, twilioNumbers } from "@/db/schema";
import { engineActing } from "@/lib/domain/actor/actor";
import type { EngineSettings } from "@/lib/domain/engine/engine-settings";
import type { Pause } from "@/lib/domain/orders/order";
import type { ReleaseSettlement } from "@/lib/domain/releases/settlement";
import { recordEvent } from "./audit";
import type { ClaimedRelease } from "./release-claims";
import { lowerConcurrency } from "./slots";

type Line = ClaimedRelease["line"];

/** Writes the outcome, and with it the Caller ID and the audit row, or nothing; false when the lease was lost. */
export function settleRelease(
  db: Db,
  { line, account }: ClaimedRelease,
  settlement: ReleaseSettlement,
  settings: EngineSettings,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    // In the order in which whoever locks or keeps a number takes them.
    await tx.execute(sql`select from caller_ids where id = ${line.callerIdId} for no key update`);
    const mine = and(
      eq(releaseLines.id, line.id),
      isMine(releaseLines, line),
      eq(releaseLines.state, "releasing"),
    );
    const written = await tx
      .update(releaseLines)
      .set(valuesOf(settlement))
      .where(mine)
      .returning({ id: releaseLines.id });
    if (written.length === 0) return false;
    await applyOutcome(tx, line, settlement, account);
    if ("pause" in settlement && settlement.pause) await pauseRelease(tx, line, settlement.pause);
    if ("rateLimited" in settlement && settlement.rateLimited) await lowerConcurrency(tx, account, settings);
    return true;
  });
}

function valuesOf(settlement: ReleaseSettlement) {
  const open = { ...givenBack, faults: 0, state: settlement.to };
  const ended = { ...open, notBefore: null, finishedAt: sql`now()` };
  const waiting = (ms: number): { notBefore: SQL } => ({ notBefore: inMs(ms) });
  switch (settlement.to) {
    case "released":
    case "kept":
      return ended;
    case "refused":
      return { ...ended, failure: settlement.reason };
    case "queued":
    case "releasing":
      return {
        ...open,
        ...waiting(settlement.notBefore),
        checks: settlement.counted ? sql`${releaseLines.checks} + 1` : 0,
        ...(settlement.isAddressLeaving ? { addressLooks: sql`${releaseLines.addressLooks} + 1` } : {}),
      };
  }
}

/** What it means for the Caller ID. */
async function applyOutcome(
  tx: Tx,
  line: Line,
  settlement: ReleaseSettlement,
  account: string,
): Promise<void> {
  const { organizationId, callerIdId, e164, sid, releaseId } = line;
  const listed = and(
    eq(callerIds.organizationId, organizationId),
    eq(callerIds.id, callerIdId),
    isNull(callerIds.releasedAt),
  );
  const actor = engineActing({ organizationId });
  switch (settlement.to) {
    case "released":
      await tx
        .update(callerIds)
        .set({ status: "released", releasedAt: sql`now()` })
        .where(and(listed, eq(callerIds.sid, sid)));
      // Listed anew under another id while Twilio was asked about this one, it does not leave any more.
      await tx.update(callerIds).set({ status: "active" }).where(listed);
      // The newest reading of the account does not know yet.
      await tx
        .delete(twilioNumbers)
        .where(and(eq(twilioNumbers.twilioAccountSid, account), eq(twilioNumbers.sid, sid)));
      return recordEvent(tx, actor, { kind: "caller-id.released", e164, sid, releaseId });
    case "refused":
      await tx.update(callerIds).set({ status: "active" }).where(listed);
      return recordEvent(tx, actor, { kind: "caller-id.not-released", e164, reason: settlement.reason });
    case "kept":
      await tx.update(callerIds).set({ status: "active" }).where(listed);
      return recordEvent(tx, actor, { kind: "caller-id.kept", e164 });
    case "queued":
    case "releasing":
      // Its next turn comes when this number's does, not when its lease would have ended.
      await tx
        .update(releases)
        .set({ turnAt: sql`now()` })
        .where(and(eq(releases.id, releaseId), gt(releases.turnAt, sql`now()`)));
      return;
  }
}

/** Nothing more of it is asked for until somebody resumes it. */
async function pauseRelease(tx: Tx, { organizationId, releaseId }: Line, reason: Pause) {
  const paused = await tx
    .update(releases)
    .set({ pausedReason: reason })
    .where(
      and(
        eq(releases.organizationId, organizationId),
        eq(releases.id, releaseId),
        isNull(releases.pausedReason),
      ),
    )
    .returning({ id: releases.id });
  if (paused.length > 0)
    await recordEvent(tx, engineActing({ organizationId }), { kind: "release.paused", releaseId, reason });
}
