import { addToOutbox } from "@/db/queries/outbox";
import { database } from "@/lib/runtime/database";
import type { Mailer } from "./mailer";

/** The embedded default: mail lands on /dev/outbox. */
export const outboxMailer: Mailer = {
  async send({ file, ...email }) {
    await addToOutbox(database(), {
      ...email,
      fileName: file?.name ?? null,
      fileContent: file?.content ?? null,
    });
    return { kind: "sent" };
  },
};
