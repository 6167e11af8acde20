import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { sessions } from "@/db/schema";

/** A session of an hour, as signing in would make it: its token. */
export async function newSession(db: Db, userId: string): Promise<string> {
  const sessionToken = randomUUID();
  await db.insert(sessions).values({ sessionToken, userId, expires: new Date(Date.now() + 60 * 60_000) });
  return sessionToken;
}
