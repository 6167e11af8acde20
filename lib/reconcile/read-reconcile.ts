import { countFindings, type Finding, pageOfFindings } from "@/db/queries/reconcile-findings";
import { newestRun, type Run } from "@/db/queries/reconcile-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import type { PageAsked } from "@/lib/domain/paging/paging";
import { driftSentence, driftsOf, VIEWS, type View } from "@/lib/domain/reconcile/reconcile";
import { readPrices } from "@/lib/offers/read-prices";
import { database } from "@/lib/runtime/database";
import { installedWebhooks, olderWebhooks } from "@/lib/twilio/installed-webhooks";
import { versionOfFinding } from "./settle-rows";

export type FindingRow = Finding & {
  version: string;
  /** How it differs from what we set, in words; empty except where it drifted. */
  drifts: string[];
  /** The price a month, or null where nobody knows it. */
  monthly: { micros: number; currency: string } | null;
};
/** How many numbers, and what those with a known price cost a month, by currency. */
export type Tally = { count: number; monthly: Map<string, number> };

/**
 * Twilio's account beside our list: one page of one view (unless told, the first that has anything), all the counts,
 * and the reading that they come from.
 */
export async function readReconcile(admin: Admin, asked: View | null, place: PageAsked) {
  const db = database();
  const { organizationId } = admin;
  const ours = { webhooks: installedWebhooks(), older: olderWebhooks() };
  const scope = { organizationId, ...ours };
  const [runs, groups] = await Promise.all([newestRun(db, admin), countFindings(db, scope, VIEWS)]);
  const view = asked ?? VIEWS.find((one) => groups.some((group) => group.view === one)) ?? "unlisted";
  const found = await pageOfFindings(db, scope, view, place);
  const countries = groups.filter(({ count, priced }) => priced < count).map(({ country }) => country);
  const prices = await readPrices(
    admin.twilioAccountSid,
    countries.filter((country) => country !== ""),
  );
  const priceOf = prices.kind === "prices" ? prices.priceOf : () => null;

  const tallies = Object.fromEntries(
    VIEWS.map((one) => [one, { count: 0, monthly: new Map() }]),
  ) as unknown as Record<View, Tally>;
  for (const { view: of, country, type, currency, count, priced, micros } of groups) {
    const tally = tallies[of];
    const add = (to: string, more: number) => tally.monthly.set(to, (tally.monthly.get(to) ?? 0) + more);
    tally.count += count;
    if (currency) add(currency, micros);
    const price = priced < count ? priceOf({ country, type }) : null;
    if (price) add(price.currency, price.micros * (count - priced));
  }

  const rows = found.rows.map((finding): FindingRow => {
    const { twilio, listed, priceMicros, currency } = finding;
    return {
      ...finding,
      version: versionOfFinding(view, finding),
      drifts:
        view === "drifted" && twilio && listed
          ? driftsOf(twilio, listed, ours).map((drift) => driftSentence(drift, twilio, ours))
          : [],
      monthly: priceMicros !== null && currency ? { micros: priceMicros, currency } : priceOf(finding),
    };
  });
  return {
    ...runs,
    view,
    tallies,
    page: { ...found, rows },
  };
}

export type { Run };
