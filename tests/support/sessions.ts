import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { sessions } from "@/db/schema";
import { sessionToken } from "@/lib/domain/sign-in/session-token";

/** What signs the sessions of an embedded console. */
const EMBEDDED_SECRET = "embedded-AUTH_SECRET-not-for-any-network";

/** What a cookie holds of a session that is nobody's any more. */
export const lostSession = () => sessionToken(randomUUID(), EMBEDDED_SECRET);

/** A session of a day, as signing in would make it: its token. */
export async function newSession(db: Db, userId: string, secret = EMBEDDED_SECRET): Promise<string> {
  const token = sessionToken(randomUUID(), secret);
  const expires = new Date(Date.now() + 24 * 60 * 60_000);
  await db.insert(sessions).values({ sessionToken: token, userId, expires });
  return token;
}
