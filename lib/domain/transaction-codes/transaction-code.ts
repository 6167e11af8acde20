import { createHmac, timingSafeEqual } from "node:crypto";
import { cleanTyped } from "@/lib/domain/typed-text";

/** Crockford's base32: no I, L, O or U, so nothing can be misread. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const CODE_LIFETIME_MS = 10 * 60 * 1000;
export const MAX_TRIES = 5;
const RESEND_AFTER_MS = 60 * 1000;
const MAX_SENDS_PER_ORDER = 5;
const MAX_SENDS_PER_HOUR = 20;

/** Eight symbols, 40 bits, from `randomIndex(32)` called eight times. */
export function makeCode(randomIndex: (below: number) => number): string {
  return Array.from({ length: 8 }, () => ALPHABET[randomIndex(32)]).join("");
}

/** As the email shows it: `7K4Q-9RXM`. */
export const showCode = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The eight symbols that were meant, or null: case, spaces, marks of any kind, O for 0 and I or L for 1 don't matter. */
export function readCode(typed: string): string | null {
  const code = cleanTyped(typed)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : null;
}

type Binding = { codeId: string; orderId: string; userId: string; fingerprint: string };

/** The only form in which a code is stored: bound to its order, admin and fingerprint. */
export function codeMac(
  code: string,
  { codeId, orderId, userId, fingerprint }: Binding,
  secret: string,
): string {
  return createHmac("sha256", secret)
    .update([codeId, orderId, userId, fingerprint, code].join("|"))
    .digest("hex");
}

export function sameMac(one: string, other: string): boolean {
  const a = Buffer.from(one, "hex");
  const b = Buffer.from(other, "hex");
  return a.length === b.length && timingSafeEqual(a, b);
}

export type Sends = {
  /** How long ago the newest mail left or began to leave, by the database's clock; null without one. */
  sinceLastMs: number | null;
  forOrder: number;
  /** By this admin in the last hour. */
  inLastHour: number;
};

export type SendAnswer =
  | { kind: "allowed" }
  | { kind: "too-soon"; waitSeconds: number }
  | { kind: "too-many-for-order" }
  | { kind: "too-many-this-hour" };

/** Whether another code may be mailed now. */
export function maySend(sends: Sends): SendAnswer {
  if (sends.forOrder >= MAX_SENDS_PER_ORDER) return { kind: "too-many-for-order" };
  if (sends.inLastHour >= MAX_SENDS_PER_HOUR) return { kind: "too-many-this-hour" };
  const waited = sends.sinceLastMs ?? RESEND_AFTER_MS;
  if (waited < RESEND_AFTER_MS)
    return { kind: "too-soon", waitSeconds: Math.ceil((RESEND_AFTER_MS - waited) / 1000) };
  return { kind: "allowed" };
}
