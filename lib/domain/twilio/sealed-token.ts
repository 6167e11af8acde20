import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Twilio's auth token of a sub-account, as the database keeps it: AES-256-GCM, bound to its account. */
export function sealToken(token: string, accountSid: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), nonce).setAAD(Buffer.from(accountSid));
  const sealed = Buffer.concat([cipher.update(token, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The token again; null when it was sealed with another secret, for another account, or not at all. */
export function unsealToken(sealed: string, accountSid: string, secret: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, 12))
      .setAAD(Buffer.from(accountSid))
      .setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

const keyOf = (secret: string) => Buffer.from(hkdfSync("sha256", secret, "", "twilio-account-token", 32));
