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
export const CHECK_LANE = SLOTS_PER_ACCOUNT - 1;

/** After this many looks without an answer a person must look. */
export const MAX_CHECKS = 6;

/** `lease/timeout/quarantine` in seconds, such as `60/30/90`; a string says what is wrong with it. */
export function parseEngineSettings(value: string, { strict }: { strict: boolean }): EngineSettings | string {
  const parts = value.split("/").map(Number);
  const [lease, timeout, quarantine] = parts.map((seconds) => Math.round(seconds * 1000));
  if (parts.length !== 3 || !lease || !timeout || !quarantine || parts.some((part) => !(part > 0)))
    return "must be lease/timeout/quarantine in seconds, such as 60/30/90";
  if (lease <= timeout) return "must have a lease longer than the provider timeout";
  if (quarantine <= timeout) return "must have a quarantine longer than the provider timeout";
  if (strict && quarantine < timeout + 30_000)
    return "is refused: the quarantine must be at least 30 seconds longer than the timeout";
  return { lease, timeout, quarantine };
}
