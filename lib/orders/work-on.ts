import { type ClaimedLine, type ClaimedSurvey, intendAgain } from "@/db/queries/claims";
import { mayBeTheAccount } from "@/db/queries/order-progress";
import { type Settlement, settleLine } from "@/db/queries/settlements";
import { postponeSurvey, settleSurvey } from "@/db/queries/surveys";
import { log } from "@/lib/operations/log";
import type { BuyOutcome, OwnedNumber, Provider, Trouble } from "@/lib/twilio/provider";
import type { Engine } from "./engine";
import { backOff, MAX_ATTEMPTS, MAX_CHECKS, MAX_REFUSED, nextLook } from "./engine-settings";

type Line = ClaimedLine["line"];

/**
 * Buys or looks up the line that was claimed; null leaves it to its lease. `claimedAt` is on this process's monotonic
 * clock.
 */
export async function workOnLine(
  engine: Engine,
  claim: ClaimedLine,
  claimedAt: number,
): Promise<Settlement | null> {
  const provider = await engine.providerFor(claim.account);
  await engine.crashPoint("after-intent");
  // A process that was stopped for so long that its answer could come after its lease must not send any more.
  const { lease, timeout } = engine.settings;
  if (performance.now() - claimedAt > lease - timeout) return null;
  return claim.kind === "buy" ? buy(engine, provider, claim) : check(engine, provider, claim);
}

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

/** Lists the account's numbers for an order, before its first purchase. */
export async function workOnSurvey(engine: Engine, claim: ClaimedSurvey): Promise<void> {
  const provider = await engine.providerFor(claim.account);
  const outcome = await provider.listOwned();
  if (outcome.kind === "listed") return settleSurvey(engine.db, claim, outcome.numbers);
  const { tries } = claim.order;
  const givenUp = tries + 1 >= MAX_CHECKS ? "unreachable" : undefined;
  const pause = outcome.kind === "account-blocked" ? outcome.reason : givenUp;
  return postponeSurvey(engine.db, claim, backOff(tries, engine.chance(), engine.settings), pause);
}

async function buy(engine: Engine, provider: Provider, { line }: ClaimedLine): Promise<Settlement> {
  const sentAt = performance.now();
  const outcome = await provider.buy(line.e164, line.id, engine.webhooks);
  const took = performance.now() - sentAt;
  await engine.crashPoint("after-effect");
  return afterBuying(engine, provider, line, outcome, took);
}

/** An earlier attempt has no known outcome: look before doing anything else. */
async function check(engine: Engine, provider: Provider, claim: ClaimedLine): Promise<Settlement | null> {
  const { line } = claim;
  const { settings, chance, db } = engine;
  const found = await provider.findOwned(line.e164);
  if (found.kind === "found") return afterFinding(line, found.number);
  if (found.kind !== "absent") return afterTroubledLook(engine, line, found);
  if (line.elapsed < settings.quarantine)
    return { to: "intent", notBefore: nextLook(line.elapsed, settings), counted: false };
  // The quarantine is over and the number is not ours: the attempt had no effect.
  if (line.paused) return { to: "queued", notBefore: 0, attempted: true };
  if (line.attempts >= MAX_ATTEMPTS)
    return { to: "queued", notBefore: 0, attempted: true, pause: "unreachable" };
  const renewedAt = performance.now();
  if (!(await intendAgain(db, claim, settings.lease)))
    return { to: "intent", notBefore: backOff(0, chance(), settings), counted: false };
  await engine.crashPoint("after-second-intent");
  if (performance.now() - renewedAt > settings.lease - settings.timeout) return null;
  return buy(engine, provider, { ...claim, line: { ...line, attempts: line.attempts + 1 } });
}

async function afterBuying(
  engine: Engine,
  provider: Provider,
  line: Line,
  outcome: BuyOutcome,
  took: number,
): Promise<Settlement> {
  const { settings, chance } = engine;
  switch (outcome.kind) {
    case "bought": {
      const { number, answeredAt } = outcome;
      const age = ageOf(number, line, answeredAt && { at: answeredAt, took });
      if (age === "older") return { to: "failed", reason: "owned-and-changed" };
      if (age === "unclear") return { to: "review", reason: "unclear-age", number };
      return { to: "bought", sid: number.sid };
    }
    case "refused":
      // "Not available" may be Twilio's word for a number that the account has, perhaps by an earlier attempt.
      if (outcome.reason === "taken") return lookOnceMore(engine, provider, line);
      if (outcome.reason === "refused" && (await mayBeTheAccount(engine.db, line.orderId, MAX_REFUSED)))
        return { to: "queued", notBefore: 0, pause: "refused" };
      return { to: "failed", reason: outcome.reason };
    case "account-blocked":
      return { to: "queued", notBefore: 0, pause: outcome.reason };
    case "busy": {
      const away = backOff(1, chance(), settings);
      return { to: "queued", notBefore: away, tooFast: true };
    }
    case "unreachable":
      if (line.checks + 1 >= MAX_CHECKS) return { to: "queued", notBefore: 0, pause: "unreachable" };
      return { to: "queued", notBefore: backOff(line.checks, chance(), settings), counted: true };
    case "unknown":
      return { to: "intent", notBefore: nextLook(0, settings), counted: false };
  }
}

async function lookOnceMore(engine: Engine, provider: Provider, line: Line): Promise<Settlement> {
  const found = await provider.findOwned(line.e164);
  if (found.kind === "found") return afterFinding(line, found.number);
  if (found.kind === "absent") return { to: "failed", reason: "taken" };
  return { to: "intent", notBefore: backOff(line.checks, engine.chance(), engine.settings), counted: true };
}

/**
 * The account has the number. By this line's tag it is ours; from before the line's first attempt it never was; new
 * but tagged otherwise, somebody bought or renamed it by hand meanwhile, and only a person can say which.
 */
function afterFinding(line: Line, number: OwnedNumber): Settlement {
  const age = ageOf(number, line, null);
  if (age === "older")
    return { to: "failed", reason: number.tag === line.id ? "owned-and-changed" : "already-owned" };
  if (number.tag !== line.id) return { to: "review", reason: "other-tag", number };
  if (age === "unclear") return { to: "review", reason: "unclear-age", number };
  return { to: "bought", sid: number.sid };
}

function afterTroubledLook(engine: Engine, line: Line, trouble: Trouble): Settlement {
  const notBefore = backOff(line.checks, engine.chance(), engine.settings);
  if (trouble.kind === "account-blocked")
    return { to: "intent", notBefore, counted: false, pause: trouble.reason };
  if (trouble.kind === "busy") return { to: "intent", notBefore, counted: false, tooFast: true };
  // Looking costs nothing, so it goes on for as long as it takes, also while the order is paused.
  const pause = line.checks + 1 >= MAX_CHECKS ? "unreachable" : undefined;
  return { to: "intent", notBefore, counted: true, pause };
}

/** Two companies' clocks may differ by this much … */
const CLOCK_SLACK_MS = 120_000;
/** … and those of one company's servers by this much; its dates are whole seconds. */
const SERVER_SLACK_MS = 60_000;
const WHOLE_SECONDS_MS = 2_000;

/**
 * Whether the account had the number before this line's first attempt. Twilio answers a purchase of a number that
 * the account owns with 201 and the old date, https://github.com/danielberkompas/ex_twilio/pull/116. A first attempt
 * is measured by Twilio's own clock (`answer`: when it answered, and how long that took), so ours need not agree.
 * Within what the clocks may differ, a number that was changed after it was made is nobody's to judge.
 */
function ageOf(
  { createdAt, updatedAt }: OwnedNumber,
  line: Line,
  answer: { at: Date; took: number } | null,
): "ours" | "older" | "unclear" {
  if (!createdAt) return "ours";
  const created = createdAt.getTime();
  const measured = answer && line.attempts === 1;
  const began = measured ? answer.at.getTime() - answer.took : line.firstAttemptAt.getTime();
  const before = began - created;
  if (before > (measured ? SERVER_SLACK_MS : CLOCK_SLACK_MS)) return "older";
  const changedSince = (updatedAt?.getTime() ?? created) - created;
  return before > WHOLE_SECONDS_MS && changedSince > WHOLE_SECONDS_MS ? "unclear" : "ours";
}
