import { keepPage, postponePage, type Run } from "@/db/queries/reconcile-runs";
import { backOff } from "@/lib/domain/engine/engine-settings";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { MAX_PAGE_TRIES } from "@/lib/domain/reconcile/reconcile";
import type { ProviderContext } from "./provider-context";

/** Reads the page of an account that was claimed, and keeps it; a page without an answer is asked for again later. */
export async function readPage(
  { db, providerFor, settings, chance }: ProviderContext,
  run: Run,
): Promise<void> {
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
