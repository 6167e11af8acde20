import { engineStanding, listRepeatedFaults, listWakeUps } from "@/db/queries/engine-standing";
import { databaseNow } from "@/db/queries/health";
import type { Admin } from "@/lib/domain/actor/actor";
import { CHECK_LANE, SLOTS_PER_ACCOUNT } from "@/lib/domain/engine/engine-settings";
import { OVERDUE_MS, type Waker } from "@/lib/domain/engine/wake-ups";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { wrongClocks } from "./clocks";

/** How the purchase engine stands for the admin's organisation, and whether anybody still wakes it. */
export async function readEngine(admin: Admin) {
  const { engine: settings, onVercel, mode } = env();
  const db = database();
  const [standing, repeatedFaults, wakeUps, clocks] = await Promise.all([
    engineStanding(db, admin.organizationId, settings),
    listRepeatedFaults(db, admin.organizationId),
    listWakeUps(db),
    wrongClocks(db),
  ]);
  // When somebody last came by is a time of the database.
  const now = await databaseNow(db);
  const expected: Waker[] = onVercel ? (mode === "production" ? ["cron", "nightly"] : []) : ["timer"];
  const last = (waker: Waker) => wakeUps.find(({ name }) => name === waker)?.at ?? null;
  return {
    ...standing,
    now,
    repeatedFaults,
    clocks,
    settings,
    slots: SLOTS_PER_ACCOUNT,
    buyingLanes: CHECK_LANE,
    wakers: expected.map((waker) => {
      const at = last(waker);
      return { waker, at, overdue: at === null || now.getTime() - at.getTime() > OVERDUE_MS[waker] };
    }),
  };
}
