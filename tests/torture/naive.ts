import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { twilioFor } from "@/lib/twilio";
import { simulatedAccount } from "../support/factories";
import type { SimulatorProcess } from "../support/start-simulator";
import { countFaults } from "./faults";
import { type JudgedLine, judge } from "./judge";
import { judgeReleases, type ReleasedLine } from "./releases";

const TRIES = 3;
const CONCURRENCY = 7;
const PRICE_MICROS = 1_150_000;

/**
 * The control of the torture, judged by the same judge: if this comes out clean, it sees nothing. Its Twilio says "not
 * available" of a number that we own, which hides what was lost.
 */
export async function tortureNaively(
  simulator: SimulatorProcess,
  numbers: string[],
  setFaults: () => Promise<void>,
) {
  await simulator.control("settings", { ownedRebuy: "21422" });
  await simulator.clearFaults();
  await setFaults();
  const account = simulatedAccount();
  const lines = await buyNaively(account, numbers);
  const sold = (await simulator.ledger()).filter((entry) => entry.account_sid === account);
  const verdict = judge(lines, sold, new Set(lines.map((line) => line.sid ?? "")));
  return { orders: 1, lines: lines.length, verdict, faults: await countFaults(simulator.control) };
}

/**
 * An engine as one writes it at first: buy, and try again when there was no answer; "not available" means somebody else
 * has it.
 */
async function buyNaively(account: string, numbers: string[]): Promise<JudgedLine[]> {
  const provider = await twilioFor(account);
  const queue = [...numbers];
  const lines: JudgedLine[] = [];
  const work = async () => {
    for (let e164 = queue.shift(); e164; e164 = queue.shift()) lines.push(await buy(e164));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return lines;

  async function buy(e164: string): Promise<JudgedLine> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const outcome = await provider.buy(e164, "naive", webhooksOf("http://localhost:3000"));
      if (outcome.kind === "bought")
        return {
          twilioAccountSid: account,
          e164,
          state: "bought",
          sid: outcome.number.sid,
          priceMicros: PRICE_MICROS,
        };
      if (outcome.kind === "refused") break;
    }
    return { twilioAccountSid: account, e164, state: "failed", sid: null, priceMicros: PRICE_MICROS };
  }
}

/** Releases as one writes them at first: asks Twilio, and writes down what it answers. */
export async function releaseNaively(
  simulator: SimulatorProcess,
  numbers: string[],
  setFaults: () => Promise<void>,
) {
  await simulator.clearFaults();
  const account = simulatedAccount();
  const provider = await twilioFor(account);
  const lines: ReleasedLine[] = [];
  for (const e164 of numbers) {
    const outcome = await provider.buy(e164, "naive", webhooksOf("http://localhost:3000"));
    if (outcome.kind === "bought") lines.push({ sid: outcome.number.sid, state: "leaving" });
  }
  await setFaults();
  for (const line of lines)
    if ((await provider.release(line.sid)).kind === "released") line.state = "released";
  const ledger = (await simulator.ledger()).filter((entry) => entry.account_sid === account);
  return judgeReleases(lines, ledger);
}
