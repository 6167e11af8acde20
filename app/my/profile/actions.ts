"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { MY_PROFILE, SIGN_IN } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { onTop, readShown, staleWords } from "@/lib/domain/stale-form";
import { changeOwnProfile } from "@/lib/user-accounts/change-user";
import { endSessions } from "@/lib/user-accounts/end-sessions";
import { lastChangeOf } from "@/lib/users/read-user";
import { sendUserNoticesAfterwards } from "@/lib/users/send-user-notices";
import { bad, badFields, memberAction, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";
import { profileShown } from "./profile-shown";

const schema = z.object({
  version: z.coerce.number().int().catch(0),
  name: z.string().max(500).default(""),
  phone: z.string().max(200).default(""),
  finishedMails: z.string().optional(),
  /** What the form was drawn with. */
  shown: z.string().max(3000).default(""),
});

export const changeProfileAction = memberAction(
  schema,
  async (member, { version, finishedMails, shown, ...rest }) => {
    const typed = { ...rest, finishedMails: finishedMails ? "yes" : "" };
    const outcome = await changeOwnProfile(member, version, {
      ...rest,
      finishedMails: finishedMails !== undefined,
    });
    switch (outcome.kind) {
      case "fields":
        return badFields(outcome.fields, { ...typed, version: String(version), shown });
      case "stale": {
        const now = profileShown(outcome.person, member.country);
        const { values, changed } = onTop(typed, readShown(shown), now);
        const by = await lastChangeOf(member, member.userId);
        const words = staleWords(
          by?.who ?? null,
          by && datesOf(member, new Date()).when(by.at),
          [
            changed.has("name") ? `the name is ${now.name}` : "",
            changed.has("phone") ? `the phone is ${now.phone || "empty"}` : "",
            changed.has("finishedMails") ? `mails are ${now.finishedMails ? "on" : "off"}` : "",
          ].filter(Boolean),
        );
        return bad(words, { ...values, version: String(outcome.person.version), shown: JSON.stringify(now) });
      }
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
