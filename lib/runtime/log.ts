import { AsyncLocalStorage } from "node:async_hooks";
import { redact } from "./redact";

/** What a line of the log is about; ids only, never numbers, addresses or codes. */
type Fields = Record<string, string | number | boolean | null | undefined>;
type Level = "info" | "warn" | "error";

// Next evaluates modules once per bundle; the fields of one piece of work follow it through all of them.
const shared = globalThis as {
  logFields?: AsyncLocalStorage<Fields>;
  /** Once guarded: what must not be read, and how the two outputs are written to. */
  guarded?: { secrets: readonly string[]; out: Write; err: Write };
};
type Write = (chunk: unknown, ...rest: unknown[]) => boolean;
shared.logFields ??= new AsyncLocalStorage();
const context = shared.logFields;

/** Every line that is logged within `work` carries these fields too. */
export function withLogFields<T>(fields: Fields, work: () => T): T {
  return context.run({ ...context.getStore(), ...fields }, work);
}

function write(level: Level, message: string, fields: Fields) {
  const all = { time: new Date().toISOString(), level, message, ...context.getStore(), ...fields };
  const { guarded } = shared;
  // What is only told, servers alone tell.
  if (level === "info" && !guarded) return;
  const safe = (_: string, value: unknown) =>
    typeof value === "string" ? redact(value, guarded?.secrets) : value;
  const line = JSON.stringify(all, safe);
  if (guarded) (level === "info" ? guarded.out : guarded.err)(`${line}\n`);
  else if (level === "error") console.error(line);
  else console.warn(line);
}

/** One JSON object a line, with the request, order and line that it is about. */
export const log = {
  info: (message: string, fields: Fields = {}) => write("info", message, fields),
  warn: (message: string, fields: Fields = {}) => write("warn", message, fields),
  /** `fault` is what was thrown. */
  error: (message: string, fault: unknown, fields: Fields = {}) =>
    write("error", message, { ...describe(fault), ...fields }),
};

function describe(fault: unknown): Fields {
  if (!(fault instanceof Error)) return { fault: String(fault) };
  const { code } = fault as { code?: unknown };
  const cause = fault.cause instanceof Error ? fault.cause.message : undefined;
  return {
    fault: fault.message,
    code: code === undefined ? undefined : String(code),
    cause,
    stack: fault.stack,
  };
}

/**
 * Whatever leaves this process on its two outputs, other libraries' own messages included, passes `redact` with these
 * secrets first.
 */
export function guardOutput(secrets: readonly string[]) {
  const { out, err } = shared.guarded ?? {
    out: process.stdout.write.bind(process.stdout) as Write,
    err: process.stderr.write.bind(process.stderr) as Write,
  };
  shared.guarded = { secrets, out, err };
  process.stdout.write = redacting(out, secrets);
  process.stderr.write = redacting(err, secrets);
}

function redacting(write: Write, secrets: readonly string[]) {
  const guarded: Write = (chunk, ...rest) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString();
    return write(redact(text, secrets), ...rest);
  };
  return guarded as typeof process.stdout.write;
}
