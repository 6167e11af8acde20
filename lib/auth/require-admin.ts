import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findActiveUser, type SignedIn } from "@/db/queries/organizations";
import type { Admin } from "@/lib/domain/actor/admin";
import { PAGE_HEADER } from "@/lib/domain/sign-in/return-address";
import { SESSION_COOKIES } from "@/lib/domain/sign-in/session-cookie";
import { database } from "@/lib/runtime/database";
import { databaseAnswers } from "@/lib/runtime/health";
import { auth } from "./auth";

/** The query that leads back to this page, from wherever it sends people. */
async function backHere(also: Record<string, string> = {}): Promise<URLSearchParams> {
  return new URLSearchParams({ ...also, to: (await headers()).get(PAGE_HEADER) ?? "" });
}

/** The active person behind this request, from the database; null for a stranger. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const userId = (await auth())?.user?.id;
  if (userId) return findActiveUser(database(), userId);
  // Auth.js takes somebody whose session it can't look up for a stranger, who would be asked to sign in.
  const jar = await cookies();
  if (SESSION_COOKIES.some((name) => jar.has(name)) && !(await databaseAnswers()))
    redirect(`/unavailable?${await backHere()}`);
  return null;
});

/**
 * The admin of this request. Strangers go to the sign-in page, which says `why`; other users to one that says who may
 * enter.
 */
export async function requireAdmin(why: { error?: "ended" } = {}): Promise<Admin> {
  const person = await signedIn();
  if (!person) redirect(`/sign-in?${await backHere(why)}`);
  if (person.role !== "admin") redirect("/no-access");
  const { userId, organizationId, organizationName, email, name } = person;
  return { userId, organizationId, organizationName, email, name } as Admin;
}
