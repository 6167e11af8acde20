import type { Mode } from "@/lib/domain/settings/mode";
import type { Env } from "@/lib/domain/settings/settings";
import { isEmailAddress } from "@/lib/domain/sign-in/email-address";
import type { Reader } from "./reader";

/** Where mail goes to: the outbox in the database, Resend, or a server that stands in for it. */
export function readEmail({ get, need, shaped, loopbackUrl }: Reader, mode: Mode): Env["email"] {
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
    apiKey: shaped(
      "RESEND_API_KEY",
      need("RESEND_API_KEY", "sends sign-in links and Transaction Codes"),
      /^re_\w+$/,
      "is not a key of Resend, which begins with re_.",
    ),
    from: shaped(
      "EMAIL_FROM",
      need("EMAIL_FROM", "the sender of our mail, such as Console <console@example.com>"),
      isEmailAddress,
      "must be an address, such as Console <console@example.com>.",
    ),
    baseUrl: null,
  };
}
