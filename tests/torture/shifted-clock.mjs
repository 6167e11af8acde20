// node --import …: moves the clock of a whole process by CLOCK_SHIFT_MS; its timers keep their pace.
const shift = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const now = () => RealDate.now() + shift;
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args) => new target(...(args.length > 0 ? args : [now()])),
  apply: (target) => new target(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
