// Outlives a launcher that was killed: when its end of the pipe closes, the processes it named are ended.
import { createInterface } from "node:readline";

/** @type {[signal: NodeJS.Signals, pid: number][]} */
const wards = [];
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  if (line === "done") process.exit(0);
  const [signal, pid] = line.split(" ");
  wards.push([/** @type {NodeJS.Signals} */ (signal), Number(pid)]);
});
lines.on("close", () => {
  for (const [signal, pid] of wards.reverse()) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
