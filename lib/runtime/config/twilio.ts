import type { Mode } from "@/lib/domain/settings/mode";
import type { Env } from "@/lib/domain/settings/settings";
import { SIMULATOR_ACCOUNT, SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import type { Reader } from "./reader";

type Where = { mode: Mode; kind: Env["twilio"]["kind"]; baseUrl: string | null; onVercel: boolean };

/** Which Twilio is asked, and with what. */
export function readTwilio(reader: Reader, where: Where): Env["twilio"] {
  const { get, problems } = reader;
  if (Boolean(get("TWILIO_API_KEY")) !== Boolean(get("TWILIO_API_SECRET")))
    problems.push("TWILIO_API_KEY and TWILIO_API_SECRET belong together: set both or neither.");
  return where.kind === "live" ? readLive(reader, where) : readSimulated(reader, where);
}

function readSimulated({ get, problems }: Reader, { mode, kind, baseUrl }: Where): Env["twilio"] {
  const accountSid = get("TWILIO_ACCOUNT_SID");
  const authToken = get("TWILIO_AUTH_TOKEN");
  if (get("LIVE_PURCHASES"))
    problems.push(
      baseUrl
        ? "LIVE_PURCHASES and TWILIO_BASE_URL contradict each other: set one."
        : `LIVE_PURCHASES is refused in ${mode} mode: it buys from the simulator only.`,
    );
  if ((accountSid && !SIMULATOR_ACCOUNT.test(accountSid)) || get("TWILIO_API_KEY"))
    problems.push(
      `Twilio credentials that look live are refused ${baseUrl ? "with TWILIO_BASE_URL" : `in ${mode} mode`}: ` +
        "unset TWILIO_ACCOUNT_SID and TWILIO_API_KEY, nothing here may spend money.",
    );
  else if (authToken && !baseUrl)
    problems.push(
      `TWILIO_AUTH_TOKEN is refused in ${mode} mode, which is on the simulator: unset it, or set TWILIO_BASE_URL to the server that knows it.`,
    );
  return {
    accountSid: accountSid ?? SIMULATOR_CREDENTIALS.accountSid,
    authToken: authToken ?? SIMULATOR_CREDENTIALS.authToken,
    kind,
    baseUrl,
  };
}

function readLive({ get, need, shaped, problems }: Reader, { kind, onVercel }: Where): Env["twilio"] {
  if (onVercel && get("VERCEL_ENV") !== "production")
    problems.push(
      "Real purchases on Vercel need VERCEL_ENV=production: a preview or a branch never spends money.",
    );
  if (get("LIVE_PURCHASES") !== "yes")
    problems.push(
      "LIVE_PURCHASES=yes is missing: this mode buys from the real Twilio, and each number costs money.",
    );
  const sid = shaped(
    "TWILIO_API_KEY",
    get("TWILIO_API_KEY"),
    /^SK[0-9a-f]{32}$/i,
    "must be SK and 32 hexadecimal digits.",
  );
  const secret = get("TWILIO_API_SECRET");
  return {
    kind,
    baseUrl: null,
    accountSid: shaped(
      "TWILIO_ACCOUNT_SID",
      need("TWILIO_ACCOUNT_SID", "the account that pays for the numbers"),
      /^AC[0-9a-f]{32}$/i,
      "must be AC and 32 hexadecimal digits. What begins with SK is an API key: TWILIO_API_KEY.",
    ),
    authToken: shaped(
      "TWILIO_AUTH_TOKEN",
      need("TWILIO_AUTH_TOKEN", "checks the signatures of Twilio's webhooks"),
      /^(?!(AC|SK)[0-9a-f]{32}$)[!-~]+$/i,
      "is not an auth token: it has no spaces, and what begins with AC or SK is another thing.",
    ),
    ...(sid && secret ? { apiKey: { sid, secret } } : {}),
  };
}
