import { twilioFor } from "@/lib/twilio";
import type { JudgedLine } from "./judge";

const TRIES = 3;
const AT_ONCE = 7;

/**
 * An engine as one writes it at first: buy, and try again when there was no answer; "not available" means somebody else
 * has it. The control of the torture: a judge that finds it clean sees nothing.
 */
export async function buyNaively(
  account: string,
  numbers: string[],
  priceMicros: number,
): Promise<JudgedLine[]> {
  const provider = await twilioFor(account);
  const queue = [...numbers];
  const lines: JudgedLine[] = [];
  const work = async () => {
    for (let e164 = queue.shift(); e164; e164 = queue.shift()) lines.push(await buy(e164));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return lines;

  async function buy(e164: string): Promise<JudgedLine> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const outcome = await provider.buy(e164, "naive", {
        voiceUrl: "http://localhost:3000/api/voice/incoming",
        voiceFallbackUrl: "http://localhost:3000/api/voice/fallback",
      });
      if (outcome.kind === "bought") return { e164, state: "bought", sid: outcome.number.sid, priceMicros };
      if (outcome.kind === "refused") break;
    }
    return { e164, state: "failed", sid: null, priceMicros };
  }
}
