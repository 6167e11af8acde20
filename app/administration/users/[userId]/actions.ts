"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { SIGN_IN, userAddress } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { many } from "@/lib/domain/form-fields";
import { plural } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { PAGE_ROWS } from "@/lib/domain/paging/paging";
import { assignSearchSchema } from "@/lib/domain/people/assigning";
import { readShown } from "@/lib/domain/stale-form";
import { changeUser, withdrawAddress } from "@/lib/user-accounts/change-user";
import { deactivateUser } from "@/lib/user-accounts/deactivate-user";
import { endSessions } from "@/lib/user-accounts/end-sessions";
import { inviteAgain } from "@/lib/user-accounts/invite-again";
import { reactivateUser } from "@/lib/user-accounts/reactivate-user";
import { assignTeamNumbers } from "@/lib/users/assign-team-numbers";
import { lastChangeOf } from "@/lib/users/read-user";
import { sendUserNoticesAfterwards } from "@/lib/users/send-user-notices";
import { unassignCallerIds } from "@/lib/users/unassign-caller-ids";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";
import { nothingHere } from "@/lib/web/nothing-here";
import { samePage } from "@/lib/web/same-page";
import { afterStale, refusedAddress, shownOf } from "../person-words";

const userId = idSchema;
const { search, areaCode } = assignSearchSchema.shape;
const personSchema = z.object({
  userId,
  version: z.coerce.number().int().catch(0),
  shown: z.string().max(3000).default(""),
  name: z.string().max(500).default(""),
  email: z.string().max(500).default(""),
  phone: z.string().max(200).default(""),
  team: z.string().max(500).default(""),
  role: z.string().max(20).default(""),
});
const LAST_OWNER =
  "This is the organization's last active owner. Make somebody else an owner first. Nothing was changed.";

export const changeUserAction = action(
  personSchema,
  async (admin, { userId: id, version, shown, ...typed }) => {
    const page = userAddress(id);
    const outcome = await changeUser(admin, { id, version }, typed);
    switch (outcome.kind) {
      case "not-found":
        return nothingHere();
      case "fields":
        return badFields(outcome.fields, { ...typed, version: String(version), shown });
      case "registered":
      case "elsewhere": {
        const { words, registered } = refusedAddress(outcome);
        return badFields({ email: words }, { ...typed, version: String(version), shown, registered });
      }
      case "stale": {
        const dates = datesOf(admin, new Date());
        const { country } = admin;
        const open = { typed, before: readShown(shown), country };
        const { words, values } = afterStale(outcome.person, open, await lastChangeOf(admin, id), dates);
        return bad(words, {
          ...values,
          version: String(outcome.person.version),
          shown: JSON.stringify(shownOf(outcome.person, country)),
        });
      }
      case "last-owner":
        return bad(LAST_OWNER, { ...typed, version: String(version), shown });
      case "unchanged":
        return ok("Nothing differs from what is saved.");
      case "changed": {
        sendUserNoticesAfterwards();
        await flash(
          page,
          outcome.asked
            ? `Saved. ${outcome.asked} holds once it is confirmed by the link that we mail there.`
            : "Saved.",
        );
        return redirect(await samePage(page, { joined: outcome.joined ? "yes" : null }));
      }
    }
  },
);

const userSchema = z.object({ userId });

export const inviteAgainAction = action(userSchema, async (admin, { userId: id }) => {
  const outcome = await inviteAgain(admin, id);
  if (outcome === "invited") sendUserNoticesAfterwards();
  await flash(
    userAddress(id),
    {
      invited: "The invitation is on its way again.",
      "just-invited": "They were invited a moment ago: wait some minutes for that mail first.",
      "not-waiting": "They have signed in meanwhile: no invitation was sent.",
    }[outcome],
  );
  redirect(await samePage(userAddress(id)));
});

export const withdrawAddressAction = action(userSchema, async (admin, { userId: id }) => {
  const isWithdrawn = await withdrawAddress(admin, id);
  await flash(
    userAddress(id),
    isWithdrawn
      ? "The new address was taken back. Its link does nothing any more."
      : "No new address waits any more.",
  );
  redirect(await samePage(userAddress(id)));
});

export const endSessionsAction = action(userSchema, async (admin, { userId: id }) => {
  const sessions = await endSessions(admin, id);
  if (sessions === null) nothingHere();
  if (id === admin.userId) redirect(SIGN_IN);
  await flash(userAddress(id), `${plural(sessions, "session")} ended.`);
  redirect(await samePage(userAddress(id)));
});

export const unassignAction = action(
  z.object({
    userId,
    search: search,
    areaCode: areaCode,
    number: many(idSchema, PAGE_ROWS),
    all: z.string().optional(),
  }),
  async (admin, { userId: id, number, all, ...found }) => {
    if (!all && number.length === 0) return bad("Tick the Caller IDs to unassign first.");
    const lost = await unassignCallerIds(admin, id, all ? found : { ids: number });
    if (lost === null) nothingHere();
    await flash(
      userAddress(id),
      lost > 0 ? `${plural(lost, "Caller ID")} unassigned.` : "They had been unassigned already.",
    );
    return redirect(await samePage(userAddress(id), all ? { search: null, areaCode: null } : {}));
  },
);

export const assignTeamNumbersAction = action(userSchema, async (admin, { userId: id }) => {
  const got = await assignTeamNumbers(admin, id);
  if (got === null) nothingHere();
  await flash(userAddress(id), `${plural(got, "Caller ID")} assigned.`);
  redirect(await samePage(userAddress(id)));
});

export const deactivateUserAction = action(
  z.object({ userId, giveTo: idSchema.default("") }),
  async (admin, { userId: id, giveTo }) => {
    const page = userAddress(id);
    const say = async (words: string, kind: "ok" | "bad") => {
      await flash(page, words, kind);
      return redirect(await samePage(page));
    };
    const outcome = await deactivateUser(admin, id, giveTo || null);
    switch (outcome.kind) {
      case "not-found":
        return nothingHere();
      case "oneself":
        return say("Nobody deactivates themselves. Ask another owner.", "bad");
      case "last-owner":
        return say(LAST_OWNER, "bad");
      case "not-active":
        return say("They are deactivated already.", "bad");
      case "unknown-heir":
        return say("Whom you chose is not active any more. Nobody was deactivated.", "bad");
      case "deactivated": {
        const numbers = plural(outcome.numbers, "Caller ID");
        const whose = outcome.givenTo
          ? ` ${numbers} went to ${outcome.givenTo}.`
          : outcome.numbers > 0
            ? ` They can't use their ${numbers} any more.`
            : "";
        return say(`${outcome.name} is deactivated, and signed out everywhere.${whose}`, "ok");
      }
    }
  },
);

export const reactivateUserAction = action(
  z.object({ userId, giveBack: z.string().optional() }),
  async (admin, { userId: id, giveBack }) => {
    const outcome = await reactivateUser(admin, id, giveBack !== undefined);
    if (outcome.kind === "not-found") nothingHere();
    await flash(
      userAddress(id),
      outcome.kind === "reactivated"
        ? `${outcome.name} is active again${outcome.numbers > 0 ? `, with ${plural(outcome.numbers, "Caller ID")}` : ""}.`
        : "They are active already.",
    );
    // What all of their team may use is offered, as to anybody who joins it.
    redirect(await samePage(userAddress(id), { joined: "yes" }));
  },
);
