import { modeOf } from "@/lib/mode";
import { type EngineSettings, PRODUCTION_ENGINE, parseEngineSettings } from "@/lib/orders/engine-settings";
import { type Env, type FromPlatform, SECRETS, type Setting, type TwilioCredentials } from "@/lib/settings";

/** The one reader of the environment. What each mode means: docs/settings.md. */
type Source = Record<string, string | undefined>;

/** Twilio never issues an account of zeros, so these can't be mistaken for live credentials. */
export const SIMULATOR_CREDENTIALS: TwilioCredentials = {
  accountSid: `AC${"0".repeat(31)}1`,
  authToken: "simulator-auth-token",
};
export const SIMULATOR_ACCOUNT = /^AC0{20}[0-9a-f]{12}$/;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const PRIVATE_HOST =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|\.(local|internal|test|example)$|^[^.:]+$|^\[f[cde]/;

/** Reads and checks everything at once: either an Env, or every problem in words. */
export function readEnv(source: Source): { env: Env } | { problems: string[] } {
  const problems: string[] = [];
  const get = (name: Setting | FromPlatform) => source[name]?.trim() || null;
  const need = (name: Setting, why: string) => {
    const value = get(name);
    if (!value) problems.push(`${name} is missing: ${why}.`);
    return value ?? "";
  };

  const onVercel = Boolean(get("VERCEL") ?? get("VERCEL_ENV"));
  const embedded = get("EMBEDDED") === "yes";
  const mode = modeOf(source);
  if (embedded && onVercel) problems.push("EMBEDDED=yes is refused on Vercel: it is for one machine.");

  const twilioBaseUrl = loopbackUrl("TWILIO_BASE_URL");
  const resendBaseUrl = loopbackUrl("RESEND_BASE_URL");
  const kind = twilioBaseUrl ? "elsewhere" : mode === "production" ? "live" : "simulator";
  const publicUrl = readPublicUrl();

  const env: Env = {
    mode,
    publicUrl,
    allowedOrigins: [publicUrl, vercelUrl("VERCEL_URL"), vercelUrl("VERCEL_BRANCH_URL")].filter(
      (origin): origin is string => origin !== null && origin !== "",
    ),
    databaseUrl: need(
      "DATABASE_URL",
      embedded ? "npm run demo and npm run dev start one" : "any PostgreSQL 15 or newer",
    ),
    authSecret: secret("AUTH_SECRET", "signs the sessions"),
    transactionCodeSecret: secret("TRANSACTION_CODE_SECRET", "keys the Transaction Codes"),
    cronSecret: longEnough(
      "CRON_SECRET",
      mode === "production" ? need("CRON_SECRET", "guards /api/cron") : get("CRON_SECRET"),
      16,
    ),
    outboxToken: longEnough("OUTBOX_TOKEN", get("OUTBOX_TOKEN"), 16),
    twilio: readTwilio(),
    email: readEmail(),
    support: { email: get("SUPPORT_EMAIL"), phone: get("SUPPORT_PHONE") },
    trustedProxyHops: Number(get("TRUSTED_PROXY_HOPS") ?? (onVercel ? 1 : 0)),
    engine: readEngine(),
    commit: get("VERCEL_GIT_COMMIT_SHA") ?? get("COMMIT") ?? "unknown",
    onVercel: get("VERCEL") !== null,
    development: get("NODE_ENV") === "development",
    otlpEndpoint: get("OTEL_EXPORTER_OTLP_ENDPOINT"),
    secrets: SECRETS.map((name) => get(name))
      .concat(passwordIn(get("DATABASE_URL")))
      .filter((value) => value !== null),
  };
  if (!Number.isInteger(env.trustedProxyHops) || env.trustedProxyHops < 0)
    problems.push("TRUSTED_PROXY_HOPS must be a whole number of proxies, 0 or more.");
  return problems.length > 0 ? { problems } : { env };

  function secret(name: Setting, why: string) {
    // Embedded mode is for one machine and refused with a public address.
    const value = embedded ? (get(name) ?? `embedded-${name}-not-for-any-network`) : need(name, why);
    return longEnough(name, value, 24);
  }

  function longEnough<Value extends string | null>(name: Setting, value: Value, least: number): Value {
    if (value && value.length < least)
      problems.push(`${name} is too short: use at least ${least} characters.`);
    return value;
  }

  function vercelUrl(name: FromPlatform) {
    const host = get(name);
    return host ? `https://${host}` : null;
  }

  function loopbackUrl(name: Setting) {
    const value = get(name);
    if (!value) return null;
    if (onVercel && get("VERCEL_ENV") === "production")
      problems.push(`${name} is refused on Vercel production.`);
    const url = parseUrl(value);
    if (!url || !LOOPBACK.test(url.hostname)) {
      problems.push(`${name} must be an address on this machine, such as http://localhost:4010.`);
      return null;
    }
    return url.origin;
  }

  function readPublicUrl() {
    const onThisMachine =
      kind !== "live" && !get("VERCEL") ? `http://localhost:${get("PORT") ?? "3000"}` : null;
    const value =
      get("PUBLIC_URL") ??
      (mode === "preview" ? (vercelUrl("VERCEL_BRANCH_URL") ?? vercelUrl("VERCEL_URL")) : null) ??
      onThisMachine;
    if (!value) {
      problems.push(
        "PUBLIC_URL is missing: the https address that Twilio calls back and that emails link to.",
      );
      return "";
    }
    const url = parseUrl(value);
    if (url?.pathname !== "/" || url.search) {
      problems.push("PUBLIC_URL must be an origin, such as https://console.example.com, without a path.");
      return "";
    }
    const isPublic = !LOOPBACK.test(url.hostname) && !PRIVATE_HOST.test(url.hostname);
    if (embedded && isPublic) problems.push("EMBEDDED=yes is refused with a public PUBLIC_URL.");
    if (url.protocol !== "https:" && !LOOPBACK.test(url.hostname))
      problems.push("PUBLIC_URL must start with https:// (plain http is for localhost only).");
    if (kind === "live" && !isPublic)
      problems.push("PUBLIC_URL must be a public address: Twilio calls it back from the internet.");
    return url.origin;
  }

  function readTwilio(): Env["twilio"] {
    const given = get("TWILIO_ACCOUNT_SID");
    const token = get("TWILIO_AUTH_TOKEN");
    const keySid = get("TWILIO_API_KEY");
    const keySecret = get("TWILIO_API_SECRET");
    if (Boolean(keySid) !== Boolean(keySecret))
      problems.push("TWILIO_API_KEY and TWILIO_API_SECRET belong together: set both or neither.");
    if (kind !== "live") {
      if (get("LIVE_PURCHASES"))
        problems.push(
          twilioBaseUrl
            ? "LIVE_PURCHASES and TWILIO_BASE_URL contradict each other: set one."
            : `LIVE_PURCHASES is refused in ${mode} mode: it buys from the simulator only.`,
        );
      if ((given && !SIMULATOR_ACCOUNT.test(given)) || keySid)
        problems.push(
          `Twilio credentials that look live are refused ${twilioBaseUrl ? "with TWILIO_BASE_URL" : `in ${mode} mode`}: ` +
            "unset TWILIO_ACCOUNT_SID and TWILIO_API_KEY, nothing here may spend money.",
        );
      else if (token && !twilioBaseUrl)
        problems.push(
          `TWILIO_AUTH_TOKEN is refused in ${mode} mode, which is on the simulator: unset it, or set TWILIO_BASE_URL to the server that knows it.`,
        );
      return {
        accountSid: given ?? SIMULATOR_CREDENTIALS.accountSid,
        authToken: token ?? SIMULATOR_CREDENTIALS.authToken,
        kind,
        baseUrl: twilioBaseUrl,
      };
    }
    if (onVercel && get("VERCEL_ENV") !== "production")
      problems.push(
        "Real purchases on Vercel need VERCEL_ENV=production: a preview or a branch never spends money.",
      );
    if (get("LIVE_PURCHASES") !== "yes")
      problems.push(
        "LIVE_PURCHASES=yes is missing: this mode buys from the real Twilio, and each number costs money.",
      );
    return {
      kind,
      baseUrl: null,
      accountSid: need("TWILIO_ACCOUNT_SID", "the account that pays for the numbers"),
      authToken: need("TWILIO_AUTH_TOKEN", "checks the signatures of Twilio's webhooks"),
      ...(keySid && keySecret ? { apiKey: { sid: keySid, secret: keySecret } } : {}),
    };
  }

  function readEmail(): Env["email"] {
    const apiKey = get("RESEND_API_KEY");
    if (mode === "embedded" && !resendBaseUrl) return { kind: "outbox" };
    if (mode === "preview" && !apiKey) return { kind: "outbox" };
    if (resendBaseUrl)
      return {
        kind: "resend",
        apiKey: apiKey ?? "re_elsewhere",
        from: get("EMAIL_FROM") ?? "Caller ID Console <console@localhost.example>",
        baseUrl: resendBaseUrl,
      };
    return {
      kind: "resend",
      apiKey: need("RESEND_API_KEY", "sends sign-in links and Transaction Codes"),
      from: need("EMAIL_FROM", "the sender of our mail, such as Console <console@example.com>"),
      baseUrl: null,
    };
  }

  function readEngine(): EngineSettings {
    const value = get("ENGINE_SETTINGS");
    if (!value) return PRODUCTION_ENGINE;
    const settings = parseEngineSettings(value, { strict: mode !== "embedded" });
    if (typeof settings !== "string") return settings;
    problems.push(`ENGINE_SETTINGS ${settings}.`);
    return PRODUCTION_ENGINE;
  }
}

function passwordIn(databaseUrl: string | null): string | null {
  const password = databaseUrl && parseUrl(databaseUrl)?.password;
  if (!password) return null;
  try {
    return decodeURIComponent(password);
  } catch {
    // A percent sign that escapes nothing.
    return password;
  }
}

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
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
