import { signInLinkExists } from "@/db/queries/rate-limits";
import { readEmailAddress } from "@/lib/domain/sign-in/email-address";
import { database } from "@/lib/runtime/database";
import { hashLinkToken } from "./auth";

/** Whether the link of a sign-in mail would still work. Looking does not use it up. */
export async function signInLinkWorks(email: string, token: string): Promise<boolean> {
  const address = readEmailAddress(email);
  return address !== null && token !== "" && signInLinkExists(database(), address, hashLinkToken(token));
}
