import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether two secrets are the same, in a time that says nothing about either, nor about their lengths. */
export const sameSecret = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
