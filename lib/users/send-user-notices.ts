import { setTimeout as pause } from "node:timers/promises";
import { endNotice, postponeNotice } from "@/db/queries/notices";
import { findPerson } from "@/db/queries/people";
import { findWaitingAddress } from "@/db/queries/people-changes";
import { countHit } from "@/db/queries/rate-limits";
import { countFindings } from "@/db/queries/reconcile-findings";
import { claimUserNotice } from "@/db/queries/user-notices";
import { userNotices } from "@/db/schema";
import { newAddressLink } from "@/lib/auth/new-address-link";
import { MY_PROFILE, RECONCILE, SIGN_IN } from "@/lib/domain/addresses";
import { findingSentences } from "@/lib/domain/reconcile/finding-words";
import { LEASE_MS } from "@/lib/email/patience";
import { sendNotice } from "@/lib/email/send-notice";
import { afterwards, background } from "@/lib/runtime/background";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { installedWebhooks, olderWebhooks } from "@/lib/twilio/installed-webhooks";
import { userEmail } from "./user-email";

/** Invitations leave at most one a second, whoever sends them. */
const INVITATION_SECONDS = 1;

type Notice = NonNullable<Awaited<ReturnType<typeof claimUserNotice>>>;

const sending = background("user notices", async ({ deadline, signal }) => {
  const db = database("engine");
  while (!signal.aborted && new Date() < deadline) {
    const notice = await claimUserNotice(db, LEASE_MS, "others");
    const invitation = notice ? null : await claimUserNotice(db, LEASE_MS, "invitations");
    if (!notice && !invitation) return;
    if (invitation)
      while ((await countHit(db, "invitations", INVITATION_SECONDS)) > 1)
        await pause(INVITATION_SECONDS * 1000);
    await send((notice ?? invitation) as Notice);
  }
});

/** Mails people what happened to their accounts; invitations last, and slowly. */
export const sendUserNotices = () => sending.run(null);
/** Once the answer has been sent. */
export const sendUserNoticesAfterwards = () => afterwards("user notices", sendUserNotices);

async function send(notice: Notice) {
  const db = database("engine");
  const { id, tries, version } = notice;
  const end = () => endNotice(db, userNotices, notice);
  const message = notice.person.deactivatedAt ? null : await messageOf(notice);
  if (!message) return end();
  const key = `user-notice/${id}/${Date.parse(version)}`;
  const postpone = (ms: number) => postponeNotice(db, userNotices, id, ms);
  await sendNotice({ key, to: [notice.to], tries, end, postpone }, message);
}

/** Null where it says nothing that is still so. */
async function messageOf({ kind, to, userId, person, organizationId }: Notice) {
  const db = database("engine");
  const { publicUrl, support } = env();
  const now = await findPerson(db, { organizationId }, userId);
  if (!now) return null;
  const told = { kind, to, person, email: now.email, support };
  if (kind === "invited")
    return to === now.email ? userEmail({ ...told, link: `${publicUrl}${SIGN_IN}` }) : null;
  if (kind === "numbers-differ") {
    const scope = { organizationId, webhooks: installedWebhooks(), older: olderWebhooks() };
    const differences = findingSentences(await countFindings(db, scope, ["unlisted", "gone", "drifted"]));
    if (now.role === "user" || differences.length === 0) return null;
    return userEmail({ ...told, differences, link: `${publicUrl}${RECONCILE}` });
  }
  if (kind !== "new-address") return userEmail({ ...told, link: `${publicUrl}${MY_PROFILE}` });
  const change = await findWaitingAddress(db, userId);
  return change?.email === to ? userEmail({ ...told, link: newAddressLink(change.id) }) : null;
}
