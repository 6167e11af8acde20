import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/db/client";
import { findActiveUser, type SignedIn } from "@/db/queries/organizations";
import type { Admin } from "./admin";
import { auth } from "./auth";

/** The active person behind this request, from the database; null for a stranger. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const userId = (await auth())?.user?.id;
  return userId ? findActiveUser(database(), userId) : null;
});

/** The admin of this request. Strangers go to the sign-in page, other users to one that says who may enter. */
export async function requireAdmin(): Promise<Admin> {
  const person = await signedIn();
  if (!person) redirect("/sign-in");
  if (person.role !== "admin") redirect("/no-access");
  const { userId, organizationId, organizationName, email, name } = person;
  return { userId, organizationId, organizationName, email, name } as Admin;
}
