"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { LIMIT_REACHED, LINK_PROVIDER, signIn, signOut } from "@/lib/auth/auth";
import { SIGN_IN, withQuery } from "@/lib/domain/addresses";
import { readEmailAddress } from "@/lib/domain/sign-in/email-address";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { badFields, publicAction } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

export const requestLinkAction = publicAction(
  z.object({ email: z.string().max(300), to: z.string().max(500).default("") }),
  async (_, input) => {
    const email = readEmailAddress(input.email);
    if (!email)
      return badFields(
        {
          email: input.email.trim()
            ? "This is not an email address. It looks like name@company.com."
            : "Enter your email address.",
        },
        { email: input.email },
      );
    const answer: string = await signIn(LINK_PROVIDER, {
      email,
      redirect: false,
      redirectTo: returnAddress(input.to),
    });
    if (answer.endsWith(LIMIT_REACHED))
      return badFields(
        { email: "Too many links were asked for. Wait a quarter of an hour, then try again." },
        { email: input.email },
      );
    redirect(withQuery(SIGN_IN, { sent: email }));
  },
);

export const signOutAction = publicAction(z.object({}), async () => {
  await signOut({ redirect: false });
  await flash(SIGN_IN, "You are signed out.");
  redirect(SIGN_IN);
});
