import { AsyncLocalStorage } from "node:async_hooks";
import { redact } from "./redact";

/** What a line of the log is about; ids only, never numbers, addresses or codes. */
type Fields = Record<string, string | number | boolean | null | undefined>;
type Level = "info" | "warn" | "error";

// Next evaluates modules once per bundle; the fields of one piece of work follow it through all of them.
const shared = globalThis as { logFields?: AsyncLocalStorage<Fields>; logSecrets?: readonly string[] };
shared.logFields ??= new AsyncLocalStorage();
const context = shared.logFields;

/** Every line that is logged within `work` carries these fields too. */
export function withLogFields<T>(fields: Fields, work: () => T): T {
  return context.run({ ...context.getStore(), ...fields }, work);
}

function write(level: Level, message: string, fields: Fields) {
  const all = { time: new Date().toISOString(), level, message, ...context.getStore(), ...fields };
  const safe = (_: string, value: unknown) =>
    typeof value === "string" ? redact(value, shared.logSecrets) : value;
  const line = JSON.stringify(all, safe);
  if (level === "error") console.error(line);
  else if (level === "warn") console.warn(line);
  else if (shared.logSecrets) console.info(line);
}

/** One JSON object a line (what is only told, servers alone tell), with the request, order and line that it is about. */
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
  const guarded = shared.logSecrets !== undefined;
  shared.logSecrets = secrets;
  if (guarded) return;
  for (const output of [process.stdout, process.stderr]) {
    const write = output.write.bind(output) as (chunk: unknown, ...rest: unknown[]) => boolean;
    output.write = ((chunk: unknown, ...rest: unknown[]) =>
      write(
        redact(
          typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString(),
          shared.logSecrets,
        ),
        ...rest,
      )) as typeof output.write;
  }
}
