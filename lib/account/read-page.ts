import { keepPage, postponePage, type Run } from "@/db/queries/reconcile-runs";
import { backOff } from "@/lib/domain/engine/engine-settings";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { MAX_PAGE_TRIES } from "@/lib/domain/reconcile/reconcile";
import type { PageOutcome } from "@/lib/domain/twilio/provider";
import type { ProviderContext } from "./provider-context";

/** The request for a page, which goes on while the page before it is kept. */
export type PageAhead = { runId: string; from: string; page: Promise<PageOutcome> };

/**
 * Reads the page of an account that was claimed, and keeps it; a page without an answer is asked for again later. Returns
 * the request for the next page, for whoever claims that.
 */
export async function readPage(
  { db, providerFor, settings, chance }: ProviderContext,
  run: Run,
  ahead: PageAhead | null = null,
): Promise<PageAhead | null> {
  const provider = await providerFor(run.twilioAccountSid, settings.timeout);
  const isAsked = ahead !== null && ahead.runId === run.id && ahead.from === run.nextPage;
  const page = await (isAsked ? ahead.page : provider.listPage(run.nextPage));
  if (page.kind === "page") {
    const next =
      page.next === null ? null : { runId: run.id, from: page.next, page: provider.listPage(page.next) };
    // Where nobody claims that page, nobody hears how its request failed.
    next?.page.catch(() => undefined);
    await keepPage(db, run, page.numbers.map(asAccountNumber), page.next);
    return next;
  }
  const givenUp = run.tries + 1 >= MAX_PAGE_TRIES ? "unreachable" : null;
  const problem = page.kind === "account-blocked" ? page.reason : givenUp;
  await postponePage(db, run, backOff(run.tries + 1, chance(), settings), problem);
  return null;
}
