import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { organizations, sessions, users } from "@/db/schema";

type NewAdmin = {
  email: string;
  name: string;
  organization: string;
  twilioAccountSid: string;
  /** Its own auth token, sealed, where it is a sub-account. */
  twilioTokenSealed?: string;
  maximum?: number;
  country?: string;
};

export type CreateAdminOutcome =
  | { kind: "created"; organizationId: string; userId: string; twilioAccountSid: string }
  | { kind: "account-taken"; organization: string }
  | { kind: "elsewhere"; organization: string }
  /** The organisation is there with another account; accounts never change. */
  | { kind: "other-account"; twilioAccountSid: string };

/** Makes the organisation and its admin, or brings what is there up to date; safe to repeat. */
export async function createAdmin(db: Db, admin: NewAdmin): Promise<CreateAdminOutcome> {
  const { email, name, organization } = admin;
  return db.transaction(async (tx) => {
    const [sameName] = await tx.select().from(organizations).where(eq(organizations.name, organization));
    // An organisation that is there keeps its account, whichever one is the installation's.
    const twilioAccountSid =
      sameName && admin.twilioTokenSealed === undefined ? sameName.twilioAccountSid : admin.twilioAccountSid;
    const [sameAccount] = await tx
      .select()
      .from(organizations)
      .where(eq(organizations.twilioAccountSid, twilioAccountSid));
    if (sameAccount && sameAccount.id !== sameName?.id)
      return { kind: "account-taken", organization: sameAccount.name };
    const [known] = await tx
      .select({
        id: users.id,
        organizationId: users.organizationId,
        organization: organizations.name,
        deactivatedAt: users.deactivatedAt,
      })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(users.email, email));
    if (known && known.organizationId !== sameName?.id)
      return { kind: "elsewhere", organization: known.organization };
    // Whoever comes back signs in anew, on whatever browser the old sessions lie.
    if (known?.deactivatedAt) await tx.delete(sessions).where(eq(sessions.userId, known.id));
    if (sameName && admin.twilioTokenSealed !== undefined && sameName.id !== sameAccount?.id)
      return { kind: "other-account", twilioAccountSid: sameName.twilioAccountSid };
    const changes = {
      ...(admin.maximum === undefined ? {} : { maximumCallerIds: admin.maximum }),
      ...(admin.country === undefined ? {} : { defaultCountry: admin.country }),
      ...(admin.twilioTokenSealed === undefined ? {} : { twilioTokenSealed: admin.twilioTokenSealed }),
    };
    const [made] = sameName
      ? [sameName]
      : await tx
          .insert(organizations)
          .values({ name: organization, twilioAccountSid, ...changes })
          .returning();
    if (!made) throw new Error("The organisation was not written");
    if (sameName && Object.keys(changes).length > 0)
      await tx.update(organizations).set(changes).where(eq(organizations.id, made.id));

    const [user] = await tx
      .insert(users)
      .values({ organizationId: made.id, email, name, role: "admin" })
      .onConflictDoUpdate({ target: users.email, set: { role: "admin", deactivatedAt: null } })
      .returning({ id: users.id });
    if (!user) throw new Error("The admin was not written");
    return {
      kind: "created",
      organizationId: made.id,
      userId: user.id,
      twilioAccountSid: made.twilioAccountSid,
    };
  });
}
