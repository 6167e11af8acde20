export type Email = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** A file that comes with it. */
  file?: { name: string; content: string };
  idempotencyKey: string;
};

/** `failed` means the message did not leave; the reason is for the log, not for people. */
type SendOutcome = { kind: "sent" } | { kind: "failed"; reason: string };

export type Mailer = { send(email: Email): Promise<SendOutcome> };
