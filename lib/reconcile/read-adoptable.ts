import pMap from "p-map";
import { type Finding, findFinding } from "@/db/queries/reconcile-findings";
import type { Admin } from "@/lib/domain/actor/actor";
import type { VersionedRow } from "@/lib/domain/reconcile/finding-rows";
import { database } from "@/lib/runtime/database";
import { installedWebhooks, olderWebhooks } from "@/lib/twilio/installed-webhooks";
import { versionOfFinding } from "./settle-rows";

export type Adoptable = Finding;

/** Those of the drawn rows that Twilio still bills and our list still has not got, as they were drawn. */
export async function readAdoptable(admin: Admin, rows: VersionedRow[]): Promise<Adoptable[]> {
  const { organizationId } = admin;
  const scope = { organizationId, webhooks: installedWebhooks(), older: olderWebhooks() };
  const found = await pMap(
    rows,
    async ({ e164, version }) => {
      const finding = await findFinding(database(), scope, "unlisted", e164);
      return finding && versionOfFinding("unlisted", finding) === version ? [finding] : [];
    },
    { concurrency: 4 },
  );
  return found.flat();
}
