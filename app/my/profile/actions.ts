"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { MY_PROFILE, SIGN_IN } from "@/lib/domain/addresses";
import { changeOwnProfile } from "@/lib/user-accounts/change-user";
import { endSessions } from "@/lib/user-accounts/end-sessions";
import { sendUserNoticesAfterwards } from "@/lib/users/send-user-notices";
import { bad, badFields, memberAction, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  version: z.coerce.number().int().catch(0),
  name: z.string().max(500).default(""),
  phone: z.string().max(200).default(""),
  finishedMails: z.string().optional(),
});

export const changeProfileAction = memberAction(
  schema,
  async (member, { version, finishedMails, ...rest }) => {
    const typed = { ...rest, finishedMails: finishedMails ? "yes" : "" };
    const outcome = await changeOwnProfile(member, version, {
      ...rest,
      finishedMails: finishedMails !== undefined,
    });
    switch (outcome.kind) {
      case "fields":
        return badFields(outcome.fields, { ...typed, version: String(version) });
      case "stale":
        return bad(
          "Your profile was changed meanwhile, in another window or by an administrator. Nothing of yours was saved yet. Save again to put it on top.",
          { ...typed, version: String(outcome.person.version) },
        );
      case "unchanged":
        return ok("Nothing differs from what is saved.");
      case "changed":
        sendUserNoticesAfterwards();
        await flash(MY_PROFILE, "Saved.");
        return redirect(MY_PROFILE);
    }
  },
);

/** Here, too: whoever pressed it signs in anew. */
export const endMySessionsAction = memberAction(z.object({}), async (member) => {
  await endSessions(member, member.userId);
  await flash(SIGN_IN, "You are signed out everywhere.");
  redirect(SIGN_IN);
});
