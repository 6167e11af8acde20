import { type ClaimedLine, recordRetry } from "@/db/queries/claims";
import { hasTooManyUnknownRefusals } from "@/db/queries/order-progress";
import { type Settlement, settleLine, wasSoldToAnother } from "@/db/queries/settlements";
import {
  backOff,
  MAX_ATTEMPTS,
  MAX_CHECKS,
  MAX_FAULTS,
  MAX_REFUSED,
  maxUnansweredMs,
  nextLook,
} from "@/lib/domain/engine/engine-settings";
import type { BuyOutcome, OwnedNumber, Provider, Trouble } from "@/lib/domain/twilio/provider";
import { log } from "@/lib/runtime/log";
import type { Engine } from "./engine";

type Line = ClaimedLine["line"];
/** A claimed line, and when it was claimed on this process's monotonic clock. */
type Work = ClaimedLine & { claimedAt: number };
type Seen = { number: OwnedNumber; answeredAt: Date | null };

/** Buys or looks up the line that was claimed; null leaves it to its lease. */
export async function buyLine(
  engine: Engine,
  claim: ClaimedLine,
  claimedAt: number,
): Promise<Settlement | null> {
  // Whatever was tried so often throws again: a person decides, and nobody else is kept waiting.
  if (claim.line.faults > MAX_FAULTS) return { to: "review", reason: "fault", number: null };
  const provider = await engine.providerFor(claim.account);
  await engine.crashPoint("after-intent");
  // A process that was stopped for so long that its answer could come after its lease must not send any more.
  const { lease, timeout } = engine.settings;
  if (performance.now() - claimedAt > lease - timeout) return null;
  const work = { ...claim, claimedAt };
  return claim.kind === "buy" ? buy(engine, provider, work) : check(engine, provider, work);
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

async function buy(engine: Engine, provider: Provider, work: Work): Promise<Settlement> {
  const outcome = await provider.buy(work.line.e164, work.line.id, engine.webhooks);
  await engine.crashPoint("after-effect");
  return afterBuying(engine, provider, work, outcome);
}

/** An earlier attempt has no known outcome: look before doing anything else. */
async function check(engine: Engine, provider: Provider, work: Work): Promise<Settlement | null> {
  const { line } = work;
  const { settings, chance, db } = engine;
  const found = await provider.findOwned(line.e164);
  if (found.kind === "found") return afterFinding(engine, work, found);
  if (found.kind !== "absent") return afterTroubledLook(engine, line, found);
  if (line.elapsed < settings.quarantine)
    return { to: "intent", notBefore: nextLook(line.elapsed, settings), counted: false };
  // The quarantine is over and the number is not ours: the attempt had no effect.
  if (line.paused) return { to: "queued", notBefore: 0, attempted: true };
  if (line.attempts >= MAX_ATTEMPTS)
    return { to: "queued", notBefore: 0, attempted: true, pause: "unreachable" };
  const renewedAt = performance.now();
  if (!(await recordRetry(db, work, settings.lease)))
    return { to: "intent", notBefore: backOff(0, chance(), settings), counted: false };
  await engine.crashPoint("after-second-intent");
  if (performance.now() - renewedAt > settings.lease - settings.timeout) return null;
  return buy(engine, provider, { ...work, line: { ...line, attempts: line.attempts + 1 } });
}

async function afterBuying(
  engine: Engine,
  provider: Provider,
  work: Work,
  outcome: BuyOutcome,
): Promise<Settlement> {
  const { settings, chance } = engine;
  const { line } = work;
  switch (outcome.kind) {
    case "bought":
      return afterFinding(engine, work, outcome);
    case "other-number":
      return {
        to: "intent",
        notBefore: nextLook(0, settings),
        counted: false,
        pause: "other-number",
        other: outcome.number,
      };
    case "refused":
      // "Not available" may be Twilio's word for a number that the account has, perhaps by an earlier attempt.
      if (outcome.reason === "taken") return lookOnceMore(engine, provider, work);
      if (
        outcome.reason === "refused" &&
        (await hasTooManyUnknownRefusals(engine.db, line.orderId, MAX_REFUSED))
      )
        return { to: "queued", notBefore: 0, pause: "refused" };
      return { to: "failed", reason: outcome.reason };
    case "account-blocked":
      return { to: "queued", notBefore: 0, pause: outcome.reason };
    case "rate-limited": {
      const away = backOff(1, chance(), settings);
      return { to: "queued", notBefore: away, rateLimited: true };
    }
    case "unreachable":
      if (line.checks + 1 >= MAX_CHECKS) return { to: "queued", notBefore: 0, pause: "unreachable" };
      return { to: "queued", notBefore: backOff(line.checks, chance(), settings), counted: true };
    case "unknown":
      return { to: "intent", notBefore: nextLook(0, settings), counted: false };
  }
}

async function lookOnceMore(engine: Engine, provider: Provider, work: Work): Promise<Settlement> {
  const { line } = work;
  const found = await provider.findOwned(line.e164);
  if (found.kind === "found") return afterFinding(engine, work, found);
  if (found.kind === "absent") return { to: "failed", reason: "taken" };
  return { to: "intent", notBefore: backOff(line.checks, engine.chance(), engine.settings), counted: true };
}

/**
 * The account has the number. From before the line's first attempt it never was ours; by this line's tag it is, unless
 * its age leaves that open; new but tagged otherwise, somebody bought or renamed it by hand meanwhile, and only a person
 * can say which.
 */
async function afterFinding({ db }: Engine, work: Work, seen: Seen): Promise<Settlement> {
  const { line } = work;
  const { number } = seen;
  const age = ageOf(work, seen);
  const tagged = number.tag === line.id;
  const wasPaid = () => wasSoldToAnother(db, { ...line, twilioAccountSid: work.account }, number);
  if (age === "older" && (await wasPaid())) return { to: "review", reason: "other-tag", number };
  if (age === "older") return { to: "failed", reason: tagged ? "owned-and-changed" : "already-owned" };
  if (!tagged) return { to: "review", reason: "other-tag", number };
  if (age === "unclear") return { to: "review", reason: "unclear-age", number };
  return { to: "bought", sid: number.sid };
}

function afterTroubledLook(engine: Engine, line: Line, trouble: Trouble): Settlement {
  const { settings } = engine;
  // What is left of its order was cancelled, so nobody will resume it: a person decides what Twilio does not say.
  if (line.endingFor !== null && line.endingFor > maxUnansweredMs(settings))
    return { to: "review", reason: "unanswered", number: null };
  const notBefore = backOff(line.checks, engine.chance(), settings);
  if (trouble.kind === "account-blocked")
    return { to: "intent", notBefore, counted: false, pause: trouble.reason };
  if (trouble.kind === "rate-limited") return { to: "intent", notBefore, counted: false, rateLimited: true };
  // Looking costs nothing, so it goes on for as long as it takes, also while the order is paused.
  const pause = line.checks + 1 >= MAX_CHECKS ? "unreachable" : undefined;
  return { to: "intent", notBefore, counted: true, pause };
}

/** Twilio's dates are whole seconds, and the clocks of its servers differ by this much … */
const WHOLE_SECONDS_MS = 2_000;
const SERVER_SLACK_MS = 60_000;
/** … and the database may have moved to another machine, whose clock differs, since the first attempt. */
const MOVED_SLACK_MS = 15 * 60_000;

/**
 * Whether the account had a number before its line's first attempt. Twilio answers a purchase of a number that the
 * account owns with 201 and the old date, https://github.com/danielberkompas/ex_twilio/pull/116. Only durations are
 * compared, each by one clock. What can't be told that way is nobody's to judge.
 */
function ageOf(
  { kind, line, claimedAt }: Work,
  { number: { createdAt, updatedAt, tag }, answeredAt }: Seen,
): "ours" | "older" | "unclear" {
  if (!createdAt) return "ours";
  const changedSince = (updatedAt ?? createdAt).getTime() - createdAt.getTime() > WHOLE_SECONDS_MS;
  // A number that was never changed was made with the tag that it has.
  const madeByUs = tag === line.id && !changedSince;
  if (!answeredAt) return madeByUs ? "ours" : "unclear";
  // How long ago we asked first, by the database's clock and then this process's; how old it is, by Twilio's.
  const sinceFirst = line.sinceFirst + (performance.now() - claimedAt);
  const before = answeredAt.getTime() - createdAt.getTime() - sinceFirst;
  const isFirstAnswer = kind === "buy" && line.attempts === 1;
  if (before > (isFirstAnswer ? SERVER_SLACK_MS : MOVED_SLACK_MS)) return madeByUs ? "unclear" : "older";
  return before > WHOLE_SECONDS_MS && changedSince ? "unclear" : "ours";
}
