import type { Mailer } from "./mailer";

const PATIENCE_MS = 10_000;

/** The official Resend client. It answers `{ data, error }` and throws for nothing. */
export function resendMailer(options: { apiKey: string; from: string; baseUrl: string | null }): Mailer {
  return {
    async send({ to, subject, text, html, file, idempotencyKey }) {
      const { Resend } = await import("resend");
      const client = new Resend(options.apiKey, options.baseUrl ? { baseUrl: options.baseUrl } : undefined);
      try {
        const { error } = await Promise.race([
          client.emails.send(
            { from: options.from, to, subject, text, html, ...attached(file) },
            { idempotencyKey },
          ),
          new Promise<never>((_, fail) =>
            setTimeout(() => fail(new Error("no answer in time")), PATIENCE_MS).unref(),
          ),
        ]);
        // What this key names was taken before, in the words that it had then.
        if (!error || error.name === "invalid_idempotent_request") return { kind: "sent" };
        return { kind: "failed", reason: error.name };
      } catch (error) {
        return { kind: "failed", reason: error instanceof Error ? error.message : "unknown" };
      }
    },
  };
}

const attached = (file?: { name: string; content: string }) =>
  file ? { attachments: [{ filename: file.name, content: Buffer.from(file.content) }] } : {};
