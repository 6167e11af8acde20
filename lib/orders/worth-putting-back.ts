import { type Db, database, type Tx } from "@/db/client";
import { ownedAmong } from "@/db/queries/caller-ids";
import { inCart } from "@/db/queries/carts";
import type { Admin } from "@/lib/auth/admin";
import { canRetry } from "./line";
import type { OrderLine } from "./read-order";

/** Failed numbers that buying again might get, and that are neither in this admin's cart nor bought meanwhile. */
export async function worthPuttingBack(
  admin: Admin,
  lines: OrderLine[],
  db: Db | Tx = database(),
): Promise<OrderLine[]> {
  const failed = lines.filter((line) => line.state === "failed" && canRetry(line.reason));
  const numbers = failed.map((line) => line.e164);
  const owned = await ownedAmong(db, admin.organizationId, numbers);
  const there = await inCart(db, admin, numbers);
  return failed.filter(({ e164 }) => owned.get(e164) !== "twilio" && !there.has(e164));
}
