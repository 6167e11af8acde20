// node --import …: moves the clock of a whole process by CLOCK_SHIFT_MS; its timers keep their pace. With CLOCK_SLEEPS its
// monotonic clock does not count the time in which the process was stopped, as on a machine that was suspended.
const shift = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const now = () => RealDate.now() + shift;
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args) => new target(...(args.length > 0 ? args : [now()])),
  apply: (target) => new target(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

if (process.env.CLOCK_SLEEPS) {
  const monotonic = performance.now.bind(performance);
  /** Longer than any turn of the event loop takes. */
  const STOPPED_MS = 1_000;
  let last = monotonic();
  let slept = 0;
  const awake = () => {
    const at = monotonic();
    if (at - last > STOPPED_MS) slept += at - last;
    last = at;
    return at - slept;
  };
  performance.now = awake;
  setInterval(awake, 100).unref();
}
