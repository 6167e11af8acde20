import { isStillClaimed, recordRetry } from "@/db/queries/claimed-lines";
import type { ClaimedLine } from "@/db/queries/claims";
import { hasTooManyUnknownRefusals } from "@/db/queries/order-progress";
import { settleLine, wasSoldToAnother } from "@/db/queries/settlements";
import { backOff, MAX_FAULTS, MAX_REFUSED } from "@/lib/domain/engine/engine-settings";
import {
  afterAbsence,
  afterFinding,
  afterPurchase,
  afterTroubledLook,
  ageOf,
  type Settlement,
} from "@/lib/domain/engine/settlement";
import type { BuyOutcome, OwnedNumber, Provider } from "@/lib/domain/twilio/provider";
import { log } from "@/lib/runtime/log";
import { type Moment, thisMoment } from "@/lib/runtime/moment";
import type { Engine } from "./engine";
import { mayStillSend } from "./may-still-send";

/** A claimed line, and when it was claimed. */
type Work = ClaimedLine & { claimedAt: Moment };
type Seen = { number: OwnedNumber; answeredAt: Date | null };

/** Buys or looks up the line that was claimed; null leaves it to its lease. */
export async function buyLine(
  engine: Engine,
  claim: ClaimedLine,
  claimedAt: Moment,
): Promise<Settlement | null> {
  // Whatever was tried so often throws again: a person decides, and nobody else is kept waiting.
  if (claim.line.faults > MAX_FAULTS) return { to: "review", reason: "fault", number: null };
  const provider = await engine.providerFor(claim.account, engine.settings.timeout);
  await engine.crashPoint("after-intent");
  if (!(await mayStillSend(engine.settings, claimedAt, stillClaimed(engine, claim)))) return null;
  const work = { ...claim, claimedAt };
  return claim.kind === "buy" ? buy(engine, provider, work) : check(engine, provider, work);
}

const stillClaimed =
  ({ db, settings }: Engine, claim: ClaimedLine) =>
  () =>
    isStillClaimed(db, claim, settings.timeout);

/** Writes down how it went. */
export async function recordLine(engine: Engine, claim: ClaimedLine, settlement: Settlement): Promise<void> {
  log.info("purchase", {
    orderId: claim.line.orderId,
    lineId: claim.line.id,
    attempts: claim.line.attempts,
    outcome: settlement.to,
    reason: "reason" in settlement ? settlement.reason : undefined,
    pause: "pause" in settlement ? settlement.pause : undefined,
  });
  await settleLine(engine.db, claim, settlement, engine.settings);
  await engine.crashPoint("after-record");
}

async function buy(engine: Engine, provider: Provider, work: Work): Promise<Settlement> {
  const outcome = await provider.buy(work.line.e164, work.line.id, engine.webhooks);
  await engine.crashPoint("after-effect");
  if (outcome.kind === "bought") return settleFound(engine, work, outcome);
  // "Not available" may be Twilio's word for a number that the account has, perhaps by an earlier attempt.
  if (isRefused(outcome, "taken")) return lookOnceMore(engine, provider, work);
  const tooManyRefused =
    isRefused(outcome, "refused") &&
    (await hasTooManyUnknownRefusals(engine.db, work.line.orderId, MAX_REFUSED));
  return afterPurchase(outcome, work.line, { ...timing(engine), tooManyRefused });
}

/** An earlier attempt has no known outcome: look before doing anything else. */
async function check(engine: Engine, provider: Provider, work: Work): Promise<Settlement | null> {
  const { line } = work;
  const { settings, chance, db } = engine;
  const found = await provider.findOwned(line.e164);
  if (found.kind === "found") return settleFound(engine, work, found);
  if (found.kind !== "absent") return afterTroubledLook(found, line, timing(engine));
  const next = afterAbsence(line, settings);
  if (next !== "buy-again") return next;
  const renewedAt = thisMoment();
  if (!(await recordRetry(db, work, settings.lease)))
    return { to: "intent", notBefore: backOff(0, chance(), settings), counted: false };
  await engine.crashPoint("after-second-intent");
  if (!(await mayStillSend(settings, renewedAt, stillClaimed(engine, work)))) return null;
  return buy(engine, provider, { ...work, line: { ...line, attempts: line.attempts + 1 } });
}

async function lookOnceMore(engine: Engine, provider: Provider, work: Work): Promise<Settlement> {
  const { line } = work;
  const found = await provider.findOwned(line.e164);
  if (found.kind === "found") return settleFound(engine, work, found);
  if (found.kind === "absent") return { to: "failed", reason: "taken" };
  return { to: "intent", notBefore: backOff(line.checks, engine.chance(), engine.settings), counted: true };
}

/** The account has the number: decides by its age and its tag whose it is. */
async function settleFound({ db }: Engine, work: Work, seen: Seen): Promise<Settlement> {
  const { kind, line, account, claimedAt } = work;
  const age = ageOf(seen, line, {
    // By the database's clock until the claim, and since by the clock of this process that nobody sets.
    sinceFirst: line.sinceFirst + (performance.now() - claimedAt.monotonic),
    isFirstAnswer: kind === "buy" && line.attempts === 1,
  });
  const soldToAnother =
    age === "older" && (await wasSoldToAnother(db, { id: line.id, twilioAccountSid: account }, seen.number));
  return afterFinding(seen.number, age, line, { soldToAnother });
}

const timing = ({ settings, chance }: Engine) => ({ settings, chance: chance() });

const isRefused = (outcome: BuyOutcome, reason: "taken" | "refused") =>
  outcome.kind === "refused" && outcome.reason === reason;
