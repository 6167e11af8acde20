import type { Mode } from "@/lib/domain/settings/mode";
import type { Env } from "@/lib/domain/settings/settings";
import type { Reader } from "./reader";

/** Where mail goes to: the outbox in the database, Resend, or a server that stands in for it. */
export function readEmail({ get, need, loopbackUrl }: Reader, mode: Mode): Env["email"] {
  const apiKey = get("RESEND_API_KEY");
  const baseUrl = loopbackUrl("RESEND_BASE_URL");
  if (mode === "embedded" && !baseUrl) return { kind: "outbox" };
  if (mode === "preview" && !apiKey) return { kind: "outbox" };
  if (baseUrl)
    return {
      kind: "resend",
      apiKey: apiKey ?? "re_elsewhere",
      from: get("EMAIL_FROM") ?? "Caller ID Console <console@localhost.example>",
      baseUrl,
    };
  return {
    kind: "resend",
    apiKey: need("RESEND_API_KEY", "sends sign-in links and Transaction Codes"),
    from: need("EMAIL_FROM", "the sender of our mail, such as Console <console@example.com>"),
    baseUrl: null,
  };
}
