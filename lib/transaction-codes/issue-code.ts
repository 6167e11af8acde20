import { randomInt } from "node:crypto";
import type { Tx } from "@/db/client";
import { countSends, insertCode } from "@/db/queries/transaction-codes";
import type { Admin } from "@/lib/domain/actor/actor";
import { newId } from "@/lib/domain/new-id";
import { codeMac, makeCode, maySend, type SendAnswer } from "@/lib/domain/transaction-codes/transaction-code";
import { env } from "@/lib/runtime/config/env";

type IssuedCode = { kind: "issued"; codeId: string; code: string } | Exclude<SendAnswer, { kind: "allowed" }>;

/**
 * Makes a code for the order and kills the earlier one, within the limits. The caller holds the order's row or has
 * just made it. `send-code.ts` mails it after the transaction.
 */
export async function issueCode(
  tx: Tx,
  { organizationId, userId }: Admin,
  { orderId, fingerprint, unlimited = false }: { orderId: string; fingerprint: string; unlimited?: boolean },
): Promise<IssuedCode> {
  const answer = maySend(await countSends(tx, orderId, userId));
  if (answer.kind !== "allowed" && !unlimited) return answer;
  const codeId = newId("txc");
  const code = makeCode((below) => randomInt(below));
  const mac = codeMac(code, { codeId, orderId, userId, fingerprint }, env().transactionCodeSecret);
  await insertCode(tx, { id: codeId, organizationId, orderId, userId, mac, fingerprint });
  return { kind: "issued", codeId, code };
}
