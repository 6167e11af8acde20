import type { Db, Tx } from "@/db/client";
import { ownedAmong } from "@/db/queries/caller-ids";
import { inCart } from "@/db/queries/carts";
import type { Admin } from "@/lib/domain/actor/actor";
import { canRetry } from "@/lib/domain/orders/line";
import type { OrderLine } from "@/lib/orders/read-order";
import { database } from "@/lib/runtime/database";

/** Failed numbers that buying again might get, and that are neither in this admin's cart nor bought meanwhile. */
export async function findRetryableLines(
  admin: Admin,
  lines: OrderLine[],
  db: Db | Tx = database(),
): Promise<OrderLine[]> {
  const failed = lines.filter((line) => line.state === "failed" && canRetry(line.reason));
  const numbers = failed.map((line) => line.e164);
  const owned = await ownedAmong(db, admin, numbers);
  const there = await inCart(db, admin, numbers);
  return failed.filter(({ e164 }) => owned.get(e164) !== "twilio" && !there.has(e164));
}
