import { randomBytes } from "node:crypto";
import { z } from "zod";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A random id with a prefix that says what it names: `ord_7k3f…`, 100 bits. */
export function newId(prefix: string): string {
  return `${prefix}_${Array.from(randomBytes(20), (byte) => ALPHABET[byte % 32]).join("")}`;
}

/** An id that came from outside; what can't be one is nobody's. */
export const idSchema = z
  .string()
  .regex(/^\w{1,64}$/)
  .catch("");
