import type { Db, Tx } from "@/db/client";
import { addDiffering, endNoting, findUnnotedRun, noteAtTwilio, noteUnlisted } from "@/db/queries/attention";
import { listActiveAdmins } from "@/db/queries/people";
import type { Run } from "@/db/queries/reconcile-runs";
import { addUserNotice } from "@/db/queries/user-notices";
import { database } from "@/lib/runtime/database";
import { installedWebhooks, olderWebhooks } from "@/lib/twilio/installed-webhooks";

/**
 * Writes down on the Caller IDs what readings that have ended found, one organisation's or everybody's, some at a time. Where
 * a nightly one found something new its admins are mailed, once: whoever reads the account by a press sees it on the page.
 */
export async function noteFindings(organizationId: string | null): Promise<void> {
  const db = database("engine");
  for (
    let run = await findUnnotedRun(db, organizationId);
    run;
    run = await findUnnotedRun(db, organizationId)
  )
    await noteRun(db, run);
}

async function noteRun(db: Db, run: Run) {
  const scope = {
    organizationId: run.organizationId,
    webhooks: installedWebhooks(),
    older: olderWebhooks(),
  };
  while (!(await noteSome(db, run, (tx) => noteAtTwilio(tx, scope))));
  while (!(await noteSome(db, run, (tx) => noteUnlisted(tx, scope))));
  await db.transaction(async (tx) => {
    const differing = await endNoting(tx, run);
    if (!differing || run.requestedBy !== null) return;
    for (const { id, email } of await listActiveAdmins(tx, run))
      await addUserNotice(tx, run, { userId: id, kind: "numbers-differ", to: email });
  });
}

/** False where more of it is left. */
async function noteSome(
  db: Db,
  run: Run,
  note: (tx: Tx) => Promise<{ differing: number; isAll: boolean }>,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { differing, isAll } = await note(tx);
    if (differing > 0) await addDiffering(tx, run, differing);
    return isAll;
  });
}
