import {
  engineStatus,
  listHeartbeats,
  listRepeatedFaults,
  listStandingStill,
} from "@/db/queries/engine-status";
import { databaseNow } from "@/db/queries/health";
import type { Admin } from "@/lib/domain/actor/actor";
import { CHECK_SLOT, SLOTS_PER_ACCOUNT } from "@/lib/domain/engine/engine-settings";
import { OVERDUE_MS, type Trigger } from "@/lib/domain/engine/heartbeats";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { wrongClocks } from "./clocks";

/** How the purchase engine stands for the admin's organisation, and whether anybody still wakes it. */
export async function readEngine(admin: Admin) {
  const { engine: settings, onVercel, mode } = env();
  const db = database();
  const [status, repeatedFaults, standingStill, heartbeats, clocks] = await Promise.all([
    engineStatus(db, admin, settings),
    listRepeatedFaults(db, admin),
    listStandingStill(db, admin),
    listHeartbeats(db),
    wrongClocks(db),
  ]);
  // When somebody last came by is a time of the database.
  const now = await databaseNow(db);
  const expected: Trigger[] = onVercel ? (mode === "production" ? ["cron", "nightly"] : []) : ["timer"];
  const last = (trigger: Trigger) => heartbeats.find(({ name }) => name === trigger)?.at ?? null;
  return {
    ...status,
    now,
    repeatedFaults,
    standingStill,
    clocks,
    settings,
    slots: SLOTS_PER_ACCOUNT,
    buyingSlots: CHECK_SLOT,
    triggers: expected.map((trigger) => {
      const at = last(trigger);
      return { trigger, at, overdue: at === null || now.getTime() - at.getTime() > OVERDUE_MS[trigger] };
    }),
  };
}

export type EngineView = Awaited<ReturnType<typeof readEngine>>;
