import { and, asc, eq, like } from "drizzle-orm";
import { callerIds } from "@/db/schema";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import { releaseDays } from "@/lib/domain/releases/typed-release";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { installedEngine } from "@/lib/purchasing/engine";
import { pumpReleases } from "@/lib/releases/pump-releases";
import { releaseNumbers } from "@/lib/releases/release-numbers";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { changeOutside } from "@/lib/simulator/external";
import { openSimulator } from "@/lib/simulator/handle";

/** Of the numbers in Denver one leaves, one was released, and one Twilio did not give up. */
export async function giveSomeBack(admin: Admin) {
  const [leaves, stays, goes] = await database()
    .select({ id: callerIds.id, e164: callerIds.e164 })
    .from(callerIds)
    .where(and(eq(callerIds.organizationId, admin.organizationId), like(callerIds.e164, "+1720%")))
    .orderBy(asc(callerIds.e164));
  if (!leaves || !stays || !goes) throw new Error("The demo has too few numbers in Denver.");
  await changeOutside(openSimulator(env().databaseUrl).store, {
    kind: "edit",
    account: SIMULATOR_CREDENTIALS.accountSid,
    numbers: [stays.e164],
    settings: { MessagingServiceSid: `MG${"0".repeat(32)}` },
  });
  await release(admin, [leaves], "later");
  await release(admin, [stays, goes], "now");
  await pumpReleases(installedEngine(console.error), {
    organizationId: admin.organizationId,
    deadline: new Date(Date.now() + 30_000),
  });
}

async function release(admin: Admin, rows: { id: string; e164: string }[], how: "later" | "now") {
  const ids = rows.map(({ id }) => id);
  const selection = (await chooseCallerIds(admin, { ids }, "some of Denver")) ?? "";
  const [first] = rows;
  const outcome = await releaseNumbers(admin, selection, {
    how,
    until: releaseDays(new Date(), admin.timeZone).offered,
    reason: "ended",
    words: "The Denver campaign is over",
    confirm: rows.length === 1 ? (first?.e164 ?? "") : String(rows.length),
    takesAddressOff: false,
    endsTrunks: 0,
    shown: rows.length,
  });
  if (outcome.kind !== "released")
    throw new Error(`The demo's release was refused: ${JSON.stringify(outcome)}`);
}
