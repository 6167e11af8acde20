import { and, eq, isNull, lt } from "drizzle-orm";
import { callerIds } from "@/db/schema";
import { advanceRuns } from "@/lib/account/advance-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { installedEngine } from "@/lib/purchasing/engine";
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
    .select({ e164: callerIds.e164 })
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
    .limit(3);
  const [released = "", redirected = "", renamed = ""] = listed.map((row) => row.e164);
  await changeOutside(store, {
    kind: "buy",
    account,
    numbers: ["+12065550142", "+12065550143", "+13125550177"],
    name: "Trade fair",
    voiceUrl: "https://pbx.example.com/fair",
    ago: 12 * 24 * 3600,
  });
  await changeOutside(store, { kind: "release", account, numbers: [released] });
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
  await startRun(admin);
  await advanceRuns(installedEngine(console.error), {
    organizationId: admin.organizationId,
    deadline: new Date(Date.now() + 30_000),
  });
}
