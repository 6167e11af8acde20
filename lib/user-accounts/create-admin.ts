import type { Db } from "@/db/client";
import {
  changeOrganization,
  endSessions,
  findOrganizationNamed,
  findOrganizationOfAccount,
  findUserWithEmail,
  insertOrganization,
  upsertOwner,
} from "@/db/queries/new-admins";

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

type CreateAdminOutcome =
  | { kind: "created"; organizationId: string; userId: string; twilioAccountSid: string }
  | { kind: "account-taken"; organization: string }
  | { kind: "elsewhere"; organization: string }
  /** The organisation is there with another account; accounts never change. */
  | { kind: "other-account"; twilioAccountSid: string };

/** Makes the organisation and its first owner, or brings what is there up to date; safe to repeat, and the way back when no owner can come in. */
export async function createAdmin(db: Db, admin: NewAdmin): Promise<CreateAdminOutcome> {
  const { email, name } = admin;
  return db.transaction(async (tx) => {
    const sameName = await findOrganizationNamed(tx, admin.organization);
    // An organisation that is there keeps its account, whichever one is the installation's.
    const twilioAccountSid =
      sameName && admin.twilioTokenSealed === undefined ? sameName.twilioAccountSid : admin.twilioAccountSid;
    const sameAccount = await findOrganizationOfAccount(tx, twilioAccountSid);
    if (sameAccount && sameAccount.id !== sameName?.id)
      return { kind: "account-taken", organization: sameAccount.name };
    const known = await findUserWithEmail(tx, email);
    if (known && known.organizationId !== sameName?.id)
      return { kind: "elsewhere", organization: known.organizationName };
    if (sameName && admin.twilioTokenSealed !== undefined && sameName.id !== sameAccount?.id)
      return { kind: "other-account", twilioAccountSid: sameName.twilioAccountSid };

    // Whoever comes back signs in anew, on whatever browser the old sessions lie.
    if (known?.deactivatedAt) await endSessions(tx, known.id);
    // What is left undefined stays as it is.
    const settings = {
      ...(admin.maximum === undefined ? {} : { maximumCallerIds: admin.maximum }),
      ...(admin.country === undefined ? {} : { defaultCountry: admin.country }),
      ...(admin.twilioTokenSealed === undefined ? {} : { twilioTokenSealed: admin.twilioTokenSealed }),
    };
    const organizationId =
      sameName?.id ??
      (await insertOrganization(tx, { name: admin.organization, twilioAccountSid, ...settings }));
    if (sameName) await changeOrganization(tx, { organizationId }, settings);
    const userId = await upsertOwner(tx, { organizationId, email, name });
    return { kind: "created", organizationId, userId, twilioAccountSid };
  });
}
