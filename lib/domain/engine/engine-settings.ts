/** All in milliseconds. Tests and benches scale the three together and print them. */
export type EngineSettings = {
  /** How long a claimed line belongs to one worker. */
  lease: number;
  /** How long we wait for the provider's answer. */
  timeout: number;
  /** How long after an unanswered attempt a number that is not ours may be tried again. */
  quarantine: number;
};

export const PRODUCTION_ENGINE: EngineSettings = { lease: 60_000, timeout: 30_000, quarantine: 90_000 };

/** Slots per Twilio account over all processes; the last one is kept for checks. */
export const SLOTS_PER_ACCOUNT = 8;
export const CHECK_SLOT = SLOTS_PER_ACCOUNT - 1;

/**
 * After Twilio was too busy another slot opens every `grow` milliseconds; refusals within `together` count as one. In
 * production 5 s and 1 s.
 */
export const paceOf = ({ timeout }: EngineSettings) => ({ grow: timeout / 6, together: timeout / 30 });

/** How long Twilio may leave a cancelled number open before a person decides; in production an hour. */
export const maxUnansweredMs = ({ quarantine }: EngineSettings) => quarantine * 40;

/** The order pauses after this many purchases of one number that nobody answered … */
export const MAX_ATTEMPTS = 8;
/** … or this many looks in a row that nobody answered … */
export const MAX_CHECKS = 10;
/** … or, once, when more than this many of its numbers were refused for a reason that we don't know: it may be the account's. */
export const MAX_REFUSED = 2;

/** A line or an order that was taken up so often in a row and never written down goes to a person. */
export const MAX_FAULTS = 10;
/** Once or twice a process has died; more often something is wrong, and the Engine page says so. */
export const FAULTS_SHOWN_FROM = 3;

/** When to look for a number after an unanswered attempt, as shares of the quarantine; the last look may buy again. */
const LOOKS = [1 / 45, 1 / 18, 1 / 6, 1 / 2, 1];

/** Milliseconds from now until the next look at a number whose last attempt was `elapsed` milliseconds ago. */
export function nextLook(elapsed: number, { quarantine }: EngineSettings): number {
  const due = LOOKS.map((share) => share * quarantine).find((look) => look > elapsed);
  return due === undefined ? 0 : Math.ceil(due - elapsed);
}

/** Milliseconds to stay away after a refusal for being too fast, or when nobody answers; `chance` is 0 to 1. */
export function backOff(round: number, chance: number, { timeout }: EngineSettings): number {
  const longest = Math.min((timeout / 30) * 2 ** Math.min(round, 5), timeout);
  return Math.ceil(longest * (0.5 + chance / 2));
}

/** `lease/timeout/quarantine` in seconds, such as `60/30/90`; a string says what is wrong with it. */
export function parseEngineSettings(value: string, { strict }: { strict: boolean }): EngineSettings | string {
  const parts = value.split("/").map(Number);
  const [lease, timeout, quarantine] = parts.map((seconds) => Math.round(seconds * 1000));
  if (parts.length !== 3 || !lease || !timeout || !quarantine || parts.some((part) => !(part > 0)))
    return "must be lease/timeout/quarantine in seconds, such as 60/30/90";
  if (lease <= timeout) return "must have a lease longer than the provider timeout";
  // A purchase may be under way until its lease ends, and is quarantined from its claim.
  if (quarantine <= lease) return "must have a quarantine longer than the lease";
  if (strict && quarantine < lease + 30_000)
    return "is refused: the quarantine must be at least 30 seconds longer than the lease, and so than the timeout";
  return { lease, timeout, quarantine };
}
