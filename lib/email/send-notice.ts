import { createHash } from "node:crypto";
import { log } from "@/lib/runtime/log";
import { mailer } from "./index";
import type { Email } from "./mailer";
import { MAX_TRIES, waitAfter } from "./patience";

type Claimed = {
  /** Names what is told, of all that is ever told: whoever has got it gets it no second time. */
  key: string;
  to: string[];
  tries: number;
  end(): Promise<void>;
  /** Milliseconds until its next try. */
  postpone(ms: number): Promise<void>;
};

/** Mails a notice that was claimed to all of its readers; it ends, or waits for its next try with those who lack it. */
export async function sendNotice(
  { key, to, tries, end, postpone }: Claimed,
  message: Omit<Email, "to" | "idempotencyKey">,
): Promise<void> {
  const reasons: string[] = [];
  for (const one of to) {
    const outcome = await mailer().send({ ...message, to: one, idempotencyKey: keyOf(key, one) });
    if (outcome.kind === "failed") reasons.push(outcome.reason);
  }
  if (reasons.length === 0) return end();
  log.warn("notice was not sent", { notice: key, tries, failed: reasons.length, reason: reasons[0] });
  return tries >= MAX_TRIES ? end() : postpone(waitAfter(tries));
}

const keyOf = (key: string, to: string) =>
  `${key}/${createHash("sha256").update(to).digest("hex").slice(0, 16)}`;
