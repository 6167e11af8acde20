import { redact } from "@/lib/runtime/redact";
import { LONG_LINES } from "../support/long-lines";

const SHORT = 40_000;
const TIMES = 4;
const ROUNDS = 5;

/** How much longer a line that is four times as long takes to be redacted, at worst: four times, when all is well. */
export function redacting() {
  const time = (text: string) => {
    const started = performance.now();
    redact(text);
    return performance.now() - started;
  };
  const median = (text: string) =>
    Array.from({ length: ROUNDS }, () => time(text)).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  const ratios = LONG_LINES.map((part) => {
    const short = part.repeat(SHORT / part.length);
    median(short);
    return median(short.repeat(TIMES)) / Math.max(median(short), 0.01);
  });
  return { name: "a line of the log, four times as long / as it is", ratio: Math.max(...ratios), most: 8 };
}
