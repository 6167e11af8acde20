import { and, eq, isNull, lt } from "drizzle-orm";
import { noteRing } from "@/db/queries/attention";
import { callerIds } from "@/db/schema";
import { advanceRuns } from "@/lib/account/advance-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import type { View } from "@/lib/domain/reconcile/reconcile";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { installedEngine } from "@/lib/purchasing/engine";
import { adoptNumbers } from "@/lib/reconcile/adopt-numbers";
import { markGone } from "@/lib/reconcile/mark-gone";
import { noteFindings } from "@/lib/reconcile/note-findings";
import { readReconcile } from "@/lib/reconcile/read-reconcile";
import { startRun } from "@/lib/reconcile/start-run";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { changeOutside } from "@/lib/simulator/external";
import { openSimulator } from "@/lib/simulator/handle";

/** What somebody did in Twilio's own console, as the reconcile page finds it. */
export async function changesAtTwilio(admin: Admin) {
  const { store } = openSimulator(env().databaseUrl);
  const account = SIMULATOR_CREDENTIALS.accountSid;
  const listed = await database()
    .select({ e164: callerIds.e164, forwardTo: callerIds.forwardTo })
    .from(callerIds)
    .where(
      and(
        eq(callerIds.organizationId, admin.organizationId),
        eq(callerIds.source, "twilio"),
        isNull(callerIds.releasedAt),
        lt(callerIds.addedAt, new Date(Date.now() - 24 * 3_600_000)),
      ),
    )
    .orderBy(callerIds.e164)
    .limit(5);
  const [released = "", redirected = "", renamed = "", , givenUp = ""] = listed.map((row) => row.e164);
  const unreachable = listed[3];
  await changeOutside(store, {
    kind: "buy",
    account,
    numbers: ["+12065550142", "+12065550143", "+13125550177"],
    name: "Trade fair",
    voiceUrl: "https://pbx.example.com/fair",
    ago: 12 * 24 * 3600,
  });
  await changeOutside(store, {
    kind: "buy",
    account,
    numbers: [FORGOTTEN],
    name: "Old hotline",
    voiceUrl: "",
  });
  await changeOutside(store, { kind: "release", account, numbers: [released, givenUp] });
  await changeOutside(store, {
    kind: "edit",
    account,
    numbers: [redirected],
    voiceUrl: "https://pbx.example.com/desk",
  });
  await changeOutside(store, {
    kind: "edit",
    account,
    numbers: [renamed],
    name: "Front desk, do not touch",
  });
  await readAll(admin);
  await adoptNumbers(admin, await drawn(admin, "unlisted", FORGOTTEN));
  await markGone(admin, await drawn(admin, "gone", givenUp));
  if (!unreachable?.forwardTo) throw new Error("The demo has too few numbers that are forwarded.");
  const { e164, forwardTo } = unreachable;
  await noteRing(database(), { twilioAccountSid: account, e164, forwardTo }, true);
}

/** Nothing is set on it at Twilio: who adopts it as it is has a number that forwards nowhere. */
const FORGOTTEN = "+13125550178";

async function readAll(admin: Admin) {
  await startRun(admin);
  await advanceRuns(installedEngine(console.error), {
    organizationId: admin.organizationId,
    deadline: new Date(Date.now() + 30_000),
  });
  await noteFindings(admin.organizationId);
}

/** One number as Reconcile shows it. */
const drawn = async (admin: Admin, view: View, e164: string) =>
  (await readReconcile(admin, view, FIRST_PAGE)).page.rows.filter((row) => row.e164 === e164);
