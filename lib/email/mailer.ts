type Email = { to: string; subject: string; text: string; html: string; idempotencyKey: string };

/** `failed` means the message did not leave; the reason is for the log, not for people. */
type SendOutcome = { kind: "sent" } | { kind: "failed"; reason: string };

export type Mailer = { send(email: Email): Promise<SendOutcome> };
