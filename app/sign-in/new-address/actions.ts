"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { NEW_ADDRESS, SIGN_IN } from "@/lib/domain/addresses";
import { confirmAddress } from "@/lib/user-accounts/confirm-address";
import { sendUserNoticesAfterwards } from "@/lib/users/send-user-notices";
import { publicAction } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

export const confirmAddressAction = publicAction(
  z.object({ token: z.string().max(300) }),
  async (_, { token }) => {
    const outcome = await confirmAddress(token);
    if (outcome.kind === "confirmed") {
      sendUserNoticesAfterwards();
      await flash(SIGN_IN, `${outcome.email} holds now. Sign in with it.`);
      redirect(SIGN_IN);
    }
    if (outcome.kind === "taken")
      await flash(
        NEW_ADDRESS,
        "This address can't be used any more. Ask an administrator. Nothing was changed.",
        "bad",
      );
    redirect(NEW_ADDRESS);
  },
);
