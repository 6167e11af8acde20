import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SETTINGS } from "@/lib/domain/settings/settings";
import { readEnv } from "./env";

const SECRETS = {
  AUTH_SECRET: "a".repeat(32),
  TRANSACTION_CODE_SECRET: "b".repeat(32),
  CRON_SECRET: "c".repeat(32),
};
const LIVE = {
  ...SECRETS,
  DATABASE_URL: "postgres://db.example.com/console",
  PUBLIC_URL: "https://console.example.com",
  LIVE_PURCHASES: "yes",
  TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "token",
  RESEND_API_KEY: "re_1",
  EMAIL_FROM: "Console <console@example.com>",
};
const EMBEDDED = { EMBEDDED: "yes", DATABASE_URL: "postgres://localhost/console" };

const problemsOf = (source: Record<string, string>) => {
  const result = readEnv(source);
  return "problems" in result ? result.problems.join("\n") : "";
};
const envOf = (source: Record<string, string>) => {
  const result = readEnv(source);
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  return result.env;
};

describe("the settings", () => {
  const text = readFileSync("docs/settings.md", "utf8");
  const rows = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);

  it("stand in the table once each, and none stands there that nobody reads", () => {
    expect([...rows].sort()).toEqual([...SETTINGS].sort());
  });

  it("are read through their list, all of them", () => {
    const source = readdirSync(import.meta.dirname)
      .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
      .join();
    expect(SETTINGS.filter((name) => !source.includes(`"${name}"`) && name !== "EMBEDDED")).toEqual([]);
  });

  it("of the example are settings", () => {
    const example = [...readFileSync(".env.example", "utf8").matchAll(/^#? ?([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    expect(
      example.filter((name) => !SETTINGS.includes(name as never) && !text.includes(`\`${name}\``)),
    ).toEqual([]);
  });
});

describe("the mode", () => {
  it("is production by default, with everything that is missing named at once", () => {
    const problems = problemsOf({});
    for (const name of Object.keys(LIVE)) expect(problems).toContain(name);
    expect(envOf(LIVE)).toMatchObject({
      mode: "production",
      twilio: { kind: "live" },
      email: { kind: "resend" },
    });
  });

  it("is embedded on request: simulator, outbox, and no secrets to set", () => {
    expect(envOf(EMBEDDED)).toMatchObject({
      mode: "embedded",
      publicUrl: "http://localhost:3000",
      twilio: { kind: "simulator" },
      email: { kind: "outbox" },
    });
  });

  it("is a preview on Vercel's word, on the simulator by construction", () => {
    const preview = {
      ...SECRETS,
      VERCEL_ENV: "preview",
      VERCEL: "1",
      VERCEL_BRANCH_URL: "branch.vercel.app",
      DATABASE_URL: "postgres://x/y",
    };
    expect(envOf(preview)).toMatchObject({
      mode: "preview",
      publicUrl: "https://branch.vercel.app",
      twilio: { kind: "simulator" },
    });
  });
});

describe("contradictions", () => {
  it("never lets anything but production spend money", () => {
    const live = { TWILIO_ACCOUNT_SID: LIVE.TWILIO_ACCOUNT_SID };
    expect(problemsOf({ ...EMBEDDED, ...live })).toContain("look live are refused in embedded mode");
    expect(problemsOf({ ...SECRETS, VERCEL_ENV: "preview", DATABASE_URL: "x", ...live })).toContain(
      "look live are refused in preview",
    );
    expect(problemsOf({ ...EMBEDDED, LIVE_PURCHASES: "yes" })).toContain("LIVE_PURCHASES is refused");
    expect(problemsOf({ ...LIVE, TWILIO_BASE_URL: "http://localhost:4010" })).toContain("contradict");
    expect(problemsOf({ ...LIVE, LIVE_PURCHASES: "" })).toContain("LIVE_PURCHASES=yes is missing");
  });

  it("buys from Vercel only where Vercel says production", () => {
    for (const VERCEL_ENV of ["", "development", "staging"])
      expect(problemsOf({ ...LIVE, VERCEL: "1", VERCEL_ENV })).toContain("VERCEL_ENV=production");
    expect(envOf({ ...LIVE, VERCEL: "1", VERCEL_ENV: "production" }).twilio.kind).toBe("live");
  });

  it.each([
    ["TWILIO_ACCOUNT_SID", `SK${"1".repeat(32)}`, "must be AC and 32 hexadecimal digits"],
    ["TWILIO_ACCOUNT_SID", `"AC${"1".repeat(32)}"`, "must be AC and 32 hexadecimal digits"],
    ["TWILIO_AUTH_TOKEN", `AC${"1".repeat(32)}`, "is not an auth token"],
    ["TWILIO_API_KEY", `AC${"1".repeat(32)}`, "must be SK and 32 hexadecimal digits"],
    ["RESEND_API_KEY", "sk_live_1", "is not a key of Resend"],
    ["EMAIL_FROM", "the team of calls", "must be an address"],
    ["SUPPORT_EMAIL", "help at example.com", "is not an email address"],
    ["DATABASE_URL", "postgres://u:pa#ss@db.example.com/console", "has “#” in its password"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318", "must be an http or https address"],
    ["EMBEDDED", "true", "is yes, or not set"],
  ])("refuses %s of the wrong shape by its name: %s", (name, value, words) => {
    const problems = problemsOf({
      ...LIVE,
      TWILIO_API_SECRET: "s",
      TWILIO_API_KEY: `SK${"1".repeat(32)}`,
      [name]: value,
    });
    expect(problems.split("\n").filter((problem) => problem.startsWith(name))).toEqual([
      expect.stringContaining(words),
    ]);
    // Some of them are secrets.
    expect(problems).not.toContain(value.slice(-12));
  });

  it("refuses secrets that could be guessed", () => {
    expect(problemsOf({ ...LIVE, CRON_SECRET: "short", OUTBOX_TOKEN: "short", AUTH_SECRET: "short" })).toBe(
      [
        "AUTH_SECRET is too short: use at least 24 characters.",
        "CRON_SECRET is too short: use at least 16 characters.",
        "OUTBOX_TOKEN is too short: use at least 16 characters.",
      ].join("\n"),
    );
  });

  it("refuses an embedded console in public", () => {
    expect(problemsOf({ ...EMBEDDED, PUBLIC_URL: "https://[2001:db8::1]" })).toContain(
      "refused with a public PUBLIC_URL",
    );
    expect(problemsOf({ ...EMBEDDED, PUBLIC_URL: "https://[fd00::1]" })).toBe("");
    expect(problemsOf({ ...EMBEDDED, PUBLIC_URL: "https://console.example.com" })).toContain(
      "refused with a public PUBLIC_URL",
    );
    expect(problemsOf({ ...EMBEDDED, VERCEL: "1" })).toContain("refused on Vercel");
  });

  it("sends traffic elsewhere on loopback only, and never on Vercel production", () => {
    expect(problemsOf({ ...EMBEDDED, TWILIO_BASE_URL: "https://evil.example.com" })).toContain(
      "on this machine",
    );
    expect(
      problemsOf({ ...LIVE, VERCEL_ENV: "production", RESEND_BASE_URL: "http://localhost:1" }),
    ).toContain("refused on Vercel production");
    const { LIVE_PURCHASES: _, TWILIO_ACCOUNT_SID: __, ...rest } = LIVE;
    expect(envOf({ ...rest, TWILIO_BASE_URL: "http://localhost:4010" })).toMatchObject({
      mode: "production",
      twilio: { kind: "elsewhere", baseUrl: "http://localhost:4010" },
    });
  });

  it("uses the auth token of a server elsewhere, and refuses one that nobody would use", () => {
    const elsewhere = { ...EMBEDDED, TWILIO_BASE_URL: "http://localhost:4010" };
    expect(envOf({ ...elsewhere, TWILIO_AUTH_TOKEN: "its-own" }).twilio).toMatchObject({
      kind: "elsewhere",
      authToken: "its-own",
    });
    expect(envOf(elsewhere).twilio.authToken).toBe("simulator-auth-token");
    expect(problemsOf({ ...EMBEDDED, TWILIO_AUTH_TOKEN: "unused" })).toContain(
      "TWILIO_AUTH_TOKEN is refused in embedded mode",
    );
    const preview = { ...SECRETS, VERCEL_ENV: "preview", DATABASE_URL: "postgres://x/y" };
    expect(problemsOf({ ...preview, PUBLIC_URL: "https://x.example.com", TWILIO_AUTH_TOKEN: "unused" })).toBe(
      "TWILIO_AUTH_TOKEN is refused in preview mode, which is on the simulator: unset it, or set TWILIO_BASE_URL to the server that knows it.",
    );
  });

  it("wants https everywhere but on this machine, and a public address for real Twilio", () => {
    expect(problemsOf({ ...LIVE, PUBLIC_URL: "http://console.example.com" })).toContain(
      "must start with https",
    );
    expect(problemsOf({ ...LIVE, PUBLIC_URL: "https://localhost" })).toContain("must be a public address");
    expect(problemsOf({ ...LIVE, PUBLIC_URL: "https://console.example.com/path" })).toContain(
      "must be an origin",
    );
  });

  it("refuses a quarantine that is too short in production, and scales all three elsewhere", () => {
    expect(problemsOf({ ...LIVE, ENGINE_SETTINGS: "60/30/80" })).toContain("30 seconds longer");
    expect(problemsOf({ ...LIVE, ENGINE_SETTINGS: "300/30/60" })).toContain("longer than the lease");
    expect(envOf({ ...EMBEDDED, ENGINE_SETTINGS: "6/3/9" }).engine).toEqual({
      lease: 6000,
      timeout: 3000,
      quarantine: 9000,
    });
    expect(problemsOf({ ...EMBEDDED, ENGINE_SETTINGS: "3/6/9" })).toContain(
      "longer than the provider timeout",
    );
  });
});
