import { setTimeout as pause } from "node:timers/promises";
import { claimPage, keepPage, postponePage, type Run } from "@/db/queries/reconcile-runs";
import { backOff } from "@/lib/domain/engine/engine-settings";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { MAX_PAGE_TRIES } from "@/lib/domain/reconcile/reconcile";
import type { ProviderContext } from "./provider-context";

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
  while (!signal?.aborted && Date.now() < deadline.getTime()) {
    const claim = await claimPage(context.db, organizationId, context.settings.lease);
    if (!claim) return;
    if ("run" in claim) {
      await readPage(context, claim.run);
      continue;
    }
    if (Date.now() + claim.wait > deadline.getTime()) return;
    await pause(Math.max(claim.wait, 50), undefined, { signal }).catch(() => undefined);
  }
}

async function readPage({ db, providerFor, settings, chance }: ProviderContext, run: Run): Promise<void> {
  const provider = await providerFor(run.twilioAccountSid);
  const page = await provider.listPage(run.nextPage);
  if (page.kind === "page") {
    await keepPage(db, run, page.numbers.map(asAccountNumber), page.next);
    return;
  }
  const givenUp = run.tries + 1 >= MAX_PAGE_TRIES ? "unreachable" : null;
  const problem = page.kind === "account-blocked" ? page.reason : givenUp;
  await postponePage(db, run, backOff(run.tries + 1, chance(), settings), problem);
}
