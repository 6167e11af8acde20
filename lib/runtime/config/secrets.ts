import { SECRETS, type Setting } from "@/lib/domain/settings/settings";
import { parseUrl, type Reader } from "./reader";

/** What signs sessions and keys codes, and what opens our own endpoints. */
export function readSecrets(
  { get, need, longEnough }: Reader,
  { embedded, production }: Record<"embedded" | "production", boolean>,
) {
  const secret = (name: Setting, why: string) => {
    // Embedded mode is for one machine and refused with a public address.
    const value = embedded ? (get(name) ?? `embedded-${name}-not-for-any-network`) : need(name, why);
    return longEnough(name, value, 24);
  };
  return {
    authSecret: secret("AUTH_SECRET", "signs the sessions"),
    transactionCodeSecret: secret("TRANSACTION_CODE_SECRET", "keys the Transaction Codes"),
    cronSecret: longEnough(
      "CRON_SECRET",
      production ? need("CRON_SECRET", "guards /api/cron") : get("CRON_SECRET"),
      16,
    ),
    outboxToken: longEnough("OUTBOX_TOKEN", get("OUTBOX_TOKEN"), 16),
  };
}

/** Every value that must never be read in a log. */
export function valuesToRedact({ get }: Reader): string[] {
  return SECRETS.map((name) => get(name))
    .concat(passwordIn(get("DATABASE_URL")))
    .filter((value) => value !== null);
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
