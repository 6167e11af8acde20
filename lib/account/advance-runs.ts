import { setTimeout as pause } from "node:timers/promises";
import { claimPage } from "@/db/queries/reconcile-runs";
import type { ProviderContext } from "./provider-context";
import { type PageAhead, readPage } from "./read-page";

type Options = {
  /** One organisation's reading, or everybody's. */
  organizationId: string | null;
  /** No page is asked for after this moment. */
  deadline: Date;
  signal?: AbortSignal;
};

/**
 * Reads on where a reading stands, one page of one account at a time, until none is left, the deadline, or the signal.
 * A process that dies loses one page at most: another goes on when its lease has run out.
 */
export async function advanceRuns(
  context: ProviderContext,
  { organizationId, deadline, signal }: Options,
): Promise<void> {
  let ahead: PageAhead | null = null;
  while (!signal?.aborted && Date.now() < deadline.getTime()) {
    const claim = await claimPage(context.db, { organizationId }, context.settings.lease);
    if (!claim) return;
    if ("run" in claim) {
      ahead = await readPage(context, claim.run, ahead);
      continue;
    }
    if (Date.now() + claim.wait > deadline.getTime()) return;
    await pause(Math.max(claim.wait, 50), undefined, { signal }).catch(() => undefined);
  }
}
