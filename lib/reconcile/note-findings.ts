import type { Tx } from "@/db/client";
import { noteAtTwilio, noteUnlisted, takeUnnotedRun } from "@/db/queries/attention";
import { listActiveAdmins } from "@/db/queries/people";
import { addUserNotice } from "@/db/queries/user-notices";
import { database } from "@/lib/runtime/database";
import { installedWebhooks, olderWebhooks } from "@/lib/twilio/installed-webhooks";

/**
 * Writes down on the Caller IDs what readings that have ended found, one organisation's or everybody's. Where a nightly one
 * found something new its admins are mailed, once: whoever reads the account by a press sees it on the page.
 */
export async function noteFindings(organizationId: string | null): Promise<void> {
  while (await database("engine").transaction((tx) => noteNext(tx, organizationId)));
}

/** False where nothing is left to be noted. */
async function noteNext(tx: Tx, organizationId: string | null): Promise<boolean> {
  const run = await takeUnnotedRun(tx, organizationId);
  if (!run) return false;
  const webhooks = installedWebhooks();
  const scope = { organizationId: run.organizationId, webhooks, older: olderWebhooks() };
  const differing = (await noteAtTwilio(tx, scope)) + (await noteUnlisted(tx, scope));
  if (differing > 0 && run.requestedBy === null)
    for (const { id, email } of await listActiveAdmins(tx, run))
      await addUserNotice(tx, run, { userId: id, kind: "numbers-differ", to: email });
  return true;
}
