import { databaseUrlProblem } from "@/lib/domain/settings/database-url";
import { modeOf } from "@/lib/domain/settings/mode";
import type { Env } from "@/lib/domain/settings/settings";
import { isEmailAddress } from "@/lib/domain/sign-in/email-address";
import { readEmail } from "./email";
import { readEngine } from "./engine";
import { readPublicUrl } from "./public-url";
import { parseUrl, type Reader, readerOf, type Source } from "./reader";
import { readSecrets, valuesToRedact } from "./secrets";
import { readTwilio } from "./twilio";

/**
 * The one reader of the environment: reads and checks everything at once, either an Env, or every problem in words. What
 * each mode means: docs/settings.md.
 */
export function readEnv(source: Source): { env: Env } | { problems: string[] } {
  const reader = readerOf(source);
  const { get, shaped, problems, vercelUrl, loopbackUrl } = reader;

  const mode = modeOf(source);
  const onVercel = Boolean(get("VERCEL") ?? get("VERCEL_ENV"));
  const embedded = get("EMBEDDED") === "yes";
  shaped("EMBEDDED", get("EMBEDDED"), /^(yes|no)$/, "is yes, or not set.");
  if (embedded && onVercel) problems.push("EMBEDDED=yes is refused on Vercel: it is for one machine.");

  const baseUrl = loopbackUrl("TWILIO_BASE_URL");
  const kind = baseUrl ? "elsewhere" : mode === "production" ? "live" : "simulator";
  const publicUrl = readPublicUrl(reader, { mode, embedded, kind });

  const env: Env = {
    mode,
    publicUrl,
    allowedOrigins: [publicUrl, vercelUrl("VERCEL_URL"), vercelUrl("VERCEL_BRANCH_URL")].filter(
      (origin): origin is string => origin !== null && origin !== "",
    ),
    databaseUrl: readDatabaseUrl(reader, embedded),
    ...readSecrets(reader, { embedded, production: mode === "production" }),
    twilio: readTwilio(reader, { mode, kind, baseUrl, onVercel }),
    email: readEmail(reader, mode),
    support: {
      email: shaped("SUPPORT_EMAIL", get("SUPPORT_EMAIL"), isEmailAddress, "is not an email address."),
      phone: get("SUPPORT_PHONE"),
    },
    trustedProxyHops: readProxyHops(reader, onVercel),
    engine: readEngine(reader, mode),
    commit: get("VERCEL_GIT_COMMIT_SHA") ?? get("COMMIT") ?? "unknown",
    onVercel: get("VERCEL") !== null,
    development: get("NODE_ENV") === "development",
    otlpEndpoint: shaped(
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      get("OTEL_EXPORTER_OTLP_ENDPOINT"),
      (value) => /^https?:$/.test(parseUrl(value)?.protocol ?? ""),
      "must be an http or https address.",
    ),
    secrets: valuesToRedact(reader),
  };
  return problems.length > 0 ? { problems } : { env };
}

function readDatabaseUrl({ need, problems }: Reader, embedded: boolean): string {
  const value = need(
    "DATABASE_URL",
    embedded ? "npm run demo and npm run dev start one" : "any PostgreSQL 15 or newer",
  );
  const problem = value && databaseUrlProblem(value);
  if (problem) problems.push(`DATABASE_URL ${problem}`);
  return value;
}

function readProxyHops({ get, problems }: Reader, onVercel: boolean): number {
  const hops = Number(get("TRUSTED_PROXY_HOPS") ?? (onVercel ? 1 : 0));
  if (!Number.isInteger(hops) || hops < 0)
    problems.push("TRUSTED_PROXY_HOPS must be a whole number of proxies, 0 or more.");
  return hops;
}

let cached: Env | undefined;

/** The checked environment. Throws with every problem named; importing this file never throws. */
export function env(): Env {
  if (cached) return cached;
  const result = readEnv(process.env);
  if ("problems" in result)
    throw new Error(`The settings are not complete:\n${result.problems.map((p) => `  - ${p}`).join("\n")}`);
  cached = result.env;
  return cached;
}
