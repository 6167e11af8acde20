import type { EngineSettings } from "@/lib/domain/engine/engine-settings";
import type { Mode } from "./mode";

/** Every setting that somebody may make. docs/settings.md says what each is for; a test compares the two. */
export const SETTINGS = [
  "EMBEDDED",
  "DATABASE_URL",
  "PUBLIC_URL",
  "PORT",
  "AUTH_SECRET",
  "TRANSACTION_CODE_SECRET",
  "CRON_SECRET",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_AUTH_TOKEN",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "LIVE_PURCHASES",
  "TWILIO_BASE_URL",
  "RESEND_API_KEY",
  "EMAIL_FROM",
  "RESEND_BASE_URL",
  "OUTBOX_TOKEN",
  "SUPPORT_EMAIL",
  "SUPPORT_PHONE",
  "TRUSTED_PROXY_HOPS",
  "ENGINE_SETTINGS",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "COMMIT",
] as const;
export type Setting = (typeof SETTINGS)[number];

/** What Next and Vercel say by themselves. */
export type FromPlatform =
  | "NODE_ENV"
  | "VERCEL"
  | "VERCEL_ENV"
  | "VERCEL_URL"
  | "VERCEL_BRANCH_URL"
  | "VERCEL_GIT_COMMIT_SHA";

/** Settings whose values must never be read in a log. */
export const SECRETS: Setting[] = [
  "AUTH_SECRET",
  "TRANSACTION_CODE_SECRET",
  "CRON_SECRET",
  "OUTBOX_TOKEN",
  "TWILIO_AUTH_TOKEN",
  "TWILIO_API_SECRET",
  "RESEND_API_KEY",
];

type TwilioCredentials = {
  accountSid: string;
  authToken: string;
  apiKey?: { sid: string; secret: string };
};

export type Env = {
  mode: Mode;
  /** Origin that Twilio calls back and that emails link to, without a trailing slash. */
  publicUrl: string;
  /** Every origin a browser may post from. */
  allowedOrigins: string[];
  databaseUrl: string;
  authSecret: string;
  transactionCodeSecret: string;
  cronSecret: string | null;
  outboxToken: string | null;
  twilio: TwilioCredentials & { kind: "live" | "elsewhere" | "simulator"; baseUrl: string | null };
  email: { kind: "outbox" } | { kind: "resend"; apiKey: string; from: string; baseUrl: string | null };
  support: { email: string | null; phone: string | null };
  trustedProxyHops: number;
  engine: EngineSettings;
  commit: string;
  onVercel: boolean;
  /** Next's development server. */
  development: boolean;
  /** Where spans are sent to; null sends none. */
  otlpEndpoint: string | null;
  /** Values that must never be read in a log. */
  secrets: string[];
};
