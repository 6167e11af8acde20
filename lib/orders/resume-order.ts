import { database } from "@/db/client";
import { recordEvent } from "@/db/queries/audit";
import { unpause } from "@/db/queries/settlements";
import type { Admin } from "@/lib/auth/admin";

/** Lets a paused order go on; any admin of the organisation may. */
export async function resumeOrder(
  admin: Admin,
  orderId: string,
): Promise<{ kind: "resumed" | "not-paused" }> {
  const { organizationId, userId } = admin;
  return database().transaction(async (tx) => {
    if (!(await unpause(tx, organizationId, orderId))) return { kind: "not-paused" };
    await recordEvent(tx, { organizationId, userId, orderId, event: "order.resumed" });
    return { kind: "resumed" };
  });
}
