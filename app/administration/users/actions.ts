"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { USERS, userAddress, withQuery } from "@/lib/domain/addresses";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { addUser } from "@/lib/user-accounts/add-user";
import { sendUserNoticesAfterwards } from "@/lib/users/send-user-notices";
import { action, badFields } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";
import { refusedAddress } from "./person-words";

const schema = z.object({
  name: z.string().max(500).default(""),
  email: z.string().max(500).default(""),
  phone: z.string().max(200).default(""),
  team: z.string().max(500).default(""),
  role: z.string().max(20).default(""),
  back: z.string().max(1500).default(""),
});

export const addUserAction = action(schema, async (admin, { back, ...typed }) => {
  const outcome = await addUser(admin, typed);
  switch (outcome.kind) {
    case "fields":
      return badFields(outcome.fields, typed);
    case "registered":
    case "elsewhere": {
      const { words, registered } = refusedAddress(outcome);
      return badFields({ email: words }, { ...typed, registered });
    }
    case "added": {
      sendUserNoticesAfterwards();
      const page = userAddress(outcome.userId);
      await flash(page, "Added. The invitation is on its way by mail.");
      return redirect(
        withQuery(page, { back: returnAddress(back, USERS), joined: outcome.team ? "yes" : null }),
      );
    }
  }
});
