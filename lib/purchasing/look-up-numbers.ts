import { setTimeout as pause } from "node:timers/promises";
import { asFound, type FoundNumber, renewSnapshot } from "@/db/queries/account-snapshots";
import type { ClaimedSnapshot } from "@/db/queries/claims";
import { freeSlot, renewSlot, type Slot, takeFreeSlots } from "@/db/queries/slots";
import { backOff } from "@/lib/domain/engine/engine-settings";
import type { PageOutcome, Provider, Trouble } from "@/lib/domain/twilio/provider";
import type { Engine } from "./engine";

type Looked =
  | { kind: "looked"; claim: ClaimedSnapshot; found: FoundNumber[] }
  | { kind: "trouble"; claim: ClaimedSnapshot; trouble: Trouble }
  /** Another process has taken the snapshot. */
  | { kind: "overtaken" };

/** A look that Twilio was too busy for costs itself alone, so often. */
const MAX_TRIES = 4;

/**
 * Asks for each number by itself, in parallel over the slots of the account that are free; all keep their leases. The
 * first slot waits for `firstPage`, if that is asked for; where it is the whole account, nothing else needs to be known.
 */
export async function lookUpNumbers(
  engine: Engine,
  first: ClaimedSnapshot,
  numbers: string[],
  firstPage?: Promise<PageOutcome>,
): Promise<Looked> {
  const { db, settings } = engine;
  const provider = await engine.providerFor(first.account, settings.timeout);
  const beside = await takeFreeSlots(db, first.account, numbers.length - (firstPage ? 0 : 1), settings);
  const waiting = [...numbers];
  const found: FoundNumber[] = [];
  let claim: ClaimedSnapshot | null = first;
  let trouble: Trouble | null = null;

  /** Until none is left, or the slot has passed to another. */
  async function lookWith(slot: Slot) {
    for (let e164 = waiting.shift(); e164 && claim && !trouble; e164 = waiting.shift()) {
      const outcome = await look(engine, provider, e164);
      if (outcome.kind === "found") found.push(asFound(outcome.number));
      else if (outcome.kind !== "absent") trouble ??= outcome;
      // Whoever holds the snapshot's own slot keeps the snapshot, too: a lease that two renew is nobody's.
      if (slot === first) claim = await renewSnapshot(db, claim, settings.lease);
      if ((await renewSlot(db, slot, settings.lease)).length === 0) return;
    }
  }
  let all: FoundNumber[] | null = null;
  async function lookWithFirst() {
    const page = await firstPage;
    if (page?.kind === "page" && page.next === null) {
      all = page.numbers.map(asFound);
      waiting.length = 0;
    }
    await lookWith(first);
  }
  try {
    await Promise.all([lookWithFirst(), ...beside.map(lookWith)]);
  } finally {
    for (const slot of beside) await freeSlot(db, slot);
  }
  if (!claim) return { kind: "overtaken" };
  if (all) return { kind: "looked", claim, found: all };
  if (trouble) return { kind: "trouble", claim, trouble };
  // All slots were lost before everything was asked for.
  if (waiting.length > 0) return { kind: "trouble", claim, trouble: { kind: "unreachable" } };
  return { kind: "looked", claim, found };
}

async function look({ chance, settings }: Engine, provider: Provider, e164: string) {
  for (let tries = 1; ; tries++) {
    const outcome = await provider.findOwned(e164);
    if (outcome.kind !== "rate-limited" || tries === MAX_TRIES) return outcome;
    await pause(backOff(tries, chance(), settings));
  }
}
