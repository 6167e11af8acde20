import { readFileSync } from "node:fs";

/** Resident memory of a process in kilobytes, as Linux counts it. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
}

/** Kilobytes a minute, by least squares. */
export function slopeOf(samples: { minute: number; kb: number }[]): number {
  const mean = (of: (one: { minute: number; kb: number }) => number) =>
    samples.reduce((sum, one) => sum + of(one), 0) / Math.max(samples.length, 1);
  const [x, y] = [mean((one) => one.minute), mean((one) => one.kb)];
  const spread = samples.reduce((sum, one) => sum + (one.minute - x) ** 2, 0);
  return spread === 0 ? 0 : samples.reduce((sum, one) => sum + (one.minute - x) * (one.kb - y), 0) / spread;
}
