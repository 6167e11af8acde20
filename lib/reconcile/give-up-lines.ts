import { recordEvent } from "@/db/queries/audit";
import { finishOrder } from "@/db/queries/order-progress";
import { decideLine } from "@/db/queries/reconcile-actions";
import type { Admin } from "@/lib/domain/actor/actor";
import type { VersionedRow } from "@/lib/domain/reconcile/finding-rows";
import type { RowOutcome } from "@/lib/domain/reconcile/reconcile";
import { database } from "@/lib/runtime/database";
import { settleRows } from "./settle-rows";

/** A person says that these numbers were not bought by their orders: the rows fail, nothing is charged. */
export async function giveUpLines(admin: Admin, rows: VersionedRow[]): Promise<RowOutcome[]> {
  return settleRows(admin, "review", rows, async (_context, { e164, line }) => {
    if (!line) return "changed";
    return database().transaction(async (tx) => {
      const decision = { to: "failed" as const, reason: "given-up" };
      if (!(await decideLine(tx, admin, line, decision))) return "changed";
      await recordEvent(tx, admin, { kind: "number.given-up", orderId: line.orderId, e164 });
      await finishOrder(tx, admin, line.orderId, { byPerson: true });
      return "done";
    });
  });
}
