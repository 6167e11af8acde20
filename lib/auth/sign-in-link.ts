import { findSignInLink } from "@/db/queries/rate-limits";
import { database } from "@/lib/runtime/database";
import { hashLinkToken } from "./auth";

type SignInLink = { kind: "works"; email: string } | { kind: "expired" } | { kind: "unknown" };

/** What the token of a sign-in mail's link is good for. Looking does not use it up. */
export async function readSignInLink(token: string): Promise<SignInLink> {
  const link = token ? await findSignInLink(database(), hashLinkToken(token)) : null;
  if (!link) return { kind: "unknown" };
  // Auth.js sets the end by this process's clock, and asks by it.
  return link.expires > new Date() ? { kind: "works", email: link.identifier } : { kind: "expired" };
}
