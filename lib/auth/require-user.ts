import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findActiveUser } from "@/db/queries/organizations";
import { type Admin, type Member, personActing, type RequestOrigin } from "@/lib/domain/actor/actor";
import { MY_CALLER_IDS, SIGN_IN, UNAVAILABLE } from "@/lib/domain/addresses";
import { pageOwner, readPageOwner } from "@/lib/domain/sign-in/page-owner";
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
export const signedIn = cache(async (): Promise<Member | null> => {
  const userId = (await auth())?.user?.id;
  if (userId) return memberOf(userId);
  // Auth.js takes somebody whose session it can't look up for a stranger, who would be asked to sign in.
  const jar = await cookies();
  if (bringsSession(jar, env().authSecret) && !(await databaseAnswers()))
    redirect(`${UNAVAILABLE}?${await backHere()}`);
  return null;
});

/** An active person as they act in this request. */
async function memberOf(userId: string): Promise<Member | null> {
  const person = await findActiveUser(database(), userId);
  if (!person) return null;
  const { owner, ...known } = person;
  const origin = await requestOrigin();
  return person.kind === "admin"
    ? personActing({ ...known, kind: "admin", owner, origin })
    : personActing({ ...known, kind: "user", origin });
}

/** What a page keeps of whom it is drawn for. */
export const pageOwnerOf = ({ userId }: Admin) => pageOwner(userId, new Date(), env().authSecret);

/**
 * The admin whom a page was drawn for whose session has ended since (`pageOwner`): they may keep a choice of their own, and
 * nothing else. Null where somebody is signed in, or it is nobody's page.
 */
export async function adminOfPage(token: string): Promise<Admin | null> {
  if (await signedIn()) return null;
  const userId = readPageOwner(token, new Date(), env().authSecret);
  const person = userId && (await memberOf(userId));
  return person && person.kind === "admin" ? person : null;
}

type Why = { error?: "ended" };

/** Whoever is signed in. Strangers go to the sign-in page, which says `why`. */
export async function requireUser(why: Why = {}): Promise<Member> {
  return (await signedIn()) ?? redirect(`${SIGN_IN}?${await backHere(why)}`);
}

/** The admin of this request. Strangers go to the sign-in page; users to their own Caller IDs. */
export async function requireAdmin(why: Why = {}): Promise<Admin> {
  const person = await requireUser(why);
  return person.kind === "admin" ? person : redirect(MY_CALLER_IDS);
}
