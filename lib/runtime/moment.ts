/** A moment by both clocks of this process: one stands still while the machine sleeps, the other one can be set. */
export type Moment = { monotonic: number; wall: number };

export const thisMoment = (): Moment => ({ monotonic: performance.now(), wall: Date.now() });

/** Milliseconds since then by whichever clock says more: for what must not be done too late. */
export const longestSince = ({ monotonic, wall }: Moment): number =>
  Math.max(performance.now() - monotonic, Date.now() - wall);
