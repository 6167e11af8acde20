import { createHmac } from "node:crypto";
import { env } from "@/lib/runtime/config/env";

/** What the audit log keeps of a name, an address or a phone: enough to tell whether it is the same, nothing to read. */
export const hashOfPersonal = (value: string): string =>
  createHmac("sha256", env().authSecret).update(`audit:${value}`).digest("hex").slice(0, 32);
