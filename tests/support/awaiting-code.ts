import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { transactionCodes } from "@/db/schema";
import { databaseTest } from "./database-test";
import type { Organization } from "./factories";
import { fillCart, placedOrder } from "./orders";

/** An order of two numbers for all users, that waits for its code. */
export async function orderAwaitingCode(db: Db, { admin, staff }: Organization) {
  await fillCart(admin, 2);
  return { admin, ...(await placedOrder(db, admin, { userIds: staff.map((one) => one.id) })) };
}

/** Tests of which each has an order that waits for its code. */
export const codeTest = () =>
  databaseTest().extend<{ order: Awaited<ReturnType<typeof orderAwaitingCode>> }>({
    order: async ({ db, organization }, use) => use(await orderAwaitingCode(db, organization)),
  });

export const wrongOf = (code: string) => (code.startsWith("0") ? "1" : "0") + code.slice(1);

/** Makes an order's codes older, or otherwise what they are not. */
export const changeCodes = (db: Db, orderId: string, values: Partial<typeof transactionCodes.$inferInsert>) =>
  db.update(transactionCodes).set(values).where(eq(transactionCodes.orderId, orderId));

export const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);
