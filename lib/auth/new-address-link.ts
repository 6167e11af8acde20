import { createHmac, timingSafeEqual } from "node:crypto";
import { NEW_ADDRESS } from "@/lib/domain/addresses";
import { env } from "@/lib/runtime/config/env";

/** What makes a link of a change of address ours: nobody can make one, and no table holds one. */
function macOf(changeId: string): string {
  return createHmac("sha256", env().authSecret).update(`new-address:${changeId}`).digest("base64url");
}

/** The link that is mailed to a new address. */
export const newAddressLink = (changeId: string) =>
  `${env().publicUrl}${NEW_ADDRESS}?${new URLSearchParams({ token: `${changeId}.${macOf(changeId)}` })}`;

/** Which change of address a token is of; null for one that is not ours. */
export function changeOfToken(token: string): string | null {
  const [, changeId = "", mac = ""] = /^(adr_\w+)\.([\w-]+)$/.exec(token) ?? [];
  const expected = Buffer.from(macOf(changeId));
  const given = Buffer.from(mac);
  return given.length === expected.length && timingSafeEqual(given, expected) ? changeId : null;
}
