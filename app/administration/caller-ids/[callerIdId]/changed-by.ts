import { lastChangeOfNumber } from "@/lib/caller-ids/read-caller-id";
import type { Admin } from "@/lib/domain/actor/actor";
import { datesOf } from "@/lib/domain/dates";

/** `Marcus Reid changed this today, 2:14 PM`: what the second of two is told. */
export async function changedBy(
  admin: Admin,
  id: string,
  kind: Parameters<typeof lastChangeOfNumber>[2],
): Promise<string> {
  const last = await lastChangeOfNumber(admin, id, kind);
  const when = last ? datesOf(admin, new Date()).when(last.at) : "meanwhile";
  return `${last?.who ?? "Somebody"} changed this ${when}`;
}
