import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findActiveUser } from "@/db/queries/organizations";
import { type Admin, personActing, type RequestOrigin, type User } from "@/lib/domain/actor/actor";
import { NO_ACCESS, SIGN_IN, UNAVAILABLE } from "@/lib/domain/addresses";
import { PAGE_HEADER } from "@/lib/domain/sign-in/return-address";
import { bringsSession } from "@/lib/domain/sign-in/session-token";
import { networkOf, sourceAddress } from "@/lib/domain/sign-in/source-address";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { databaseAnswers } from "@/lib/runtime/health";
import { REQUEST_HEADER } from "@/lib/runtime/request-id";
import { auth } from "./auth";

/** The query that leads back to this page, from wherever it sends people. */
async function backHere(also: Record<string, string> = {}): Promise<URLSearchParams> {
  return new URLSearchParams({ ...also, to: (await headers()).get(PAGE_HEADER) ?? "" });
}

async function requestOrigin(): Promise<RequestOrigin> {
  const sent = await headers();
  const address = sourceAddress(sent.get("x-forwarded-for"), env().trustedProxyHops);
  return { requestId: sent.get(REQUEST_HEADER), network: networkOf(address) };
}

/** The active person behind this request, from the database; null for a stranger. */
export const signedIn = cache(async (): Promise<Admin | User | null> => {
  const userId = (await auth())?.user?.id;
  if (userId) {
    const person = await findActiveUser(database(), userId);
    if (!person) return null;
    const origin = await requestOrigin();
    return person.kind === "admin"
      ? personActing({ ...person, kind: "admin", origin })
      : personActing({ ...person, kind: "user", origin });
  }
  // Auth.js takes somebody whose session it can't look up for a stranger, who would be asked to sign in.
  const jar = await cookies();
  if (bringsSession(jar, env().authSecret) && !(await databaseAnswers()))
    redirect(`${UNAVAILABLE}?${await backHere()}`);
  return null;
});

/**
 * The admin of this request. Strangers go to the sign-in page, which says `why`; other users to one that says who may
 * enter.
 */
export async function requireAdmin(why: { error?: "ended" } = {}): Promise<Admin> {
  const person = await signedIn();
  if (!person) redirect(`${SIGN_IN}?${await backHere(why)}`);
  if (person.kind !== "admin") redirect(NO_ACCESS);
  return person;
}
