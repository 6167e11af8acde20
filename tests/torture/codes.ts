import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { auditEvents } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { validateCode } from "@/lib/orders/validate-code";

const WRONG = ["7777-7777", "0000-0000", "ZZZZ-ZZZZ"];
const PARALLEL = 8;

export type CodeFigures = {
  guesses: number;
  acceptedWrong: number;
  replayed: number;
  parallelWinners: number;
};

/** Guesses, then the right code many times at once, then once more. Counts what came of it, by the audit trail. */
export async function attackAndApprove(
  db: Db,
  admin: Admin,
  orderId: string,
  code: string,
): Promise<CodeFigures> {
  const approvals = async () =>
    (
      await db
        .select({ id: auditEvents.id })
        .from(auditEvents)
        .where(and(eq(auditEvents.orderId, orderId), eq(auditEvents.event, "order.approved")))
    ).length;
  for (const guess of WRONG) await validateCode(admin, orderId, guess);
  const acceptedWrong = await approvals();
  await Promise.all(Array.from({ length: PARALLEL }, () => validateCode(admin, orderId, code)));
  const parallelWinners = await approvals();
  await validateCode(admin, orderId, code);
  return {
    guesses: WRONG.length,
    acceptedWrong,
    replayed: (await approvals()) - parallelWinners,
    parallelWinners,
  };
}

/** No guess approved, no code approved twice, and of many right posts exactly one did. */
export const holds = (figures: CodeFigures[]) =>
  figures.every((one) => one.acceptedWrong === 0 && one.replayed === 0 && one.parallelWinners === 1);
