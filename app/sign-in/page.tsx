import { redirect } from "next/navigation";
import { FlashMessage } from "@/app/flash-message";
import { Gate } from "@/components/gate";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { signedIn } from "@/lib/auth/require-user";
import { OUTBOX, SIGN_IN } from "@/lib/domain/addresses";
import { readEmailAddress } from "@/lib/domain/sign-in/email-address";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { env } from "@/lib/runtime/config/env";
import { SignInForm } from "./form";

export const metadata = { title: "Sign in" };

/** What Auth.js says of a link that does not work; it sends people here. */
const PROBLEMS = new Map([
  ["Verification", "This link did not work. A link works once, for 10 minutes. Ask for a new one."],
  ["ended", "Your session has ended, so nothing was changed. Sign in again to go on where you were."],
  ["kept", "Your session has ended. What you chose is kept: sign in again to go on with it."],
  ["limit", "Too many links were asked for. Wait a quarter of an hour, then try again."],
]);

export default async function SignIn({ searchParams }: PageProps<"/sign-in">) {
  const { sent, error, to } = await searchParams;
  if (await signedIn()) redirect(returnAddress(String(to ?? "")));
  if (sent) return <Sent email={readEmailAddress(String(sent))} />;
  return (
    <Gate>
      <div>
        <h1>Sign in</h1>
        <p>We email you a link that works once. No password.</p>
      </div>
      <FlashMessage />
      {error && (
        <Notice kind="bad">
          {PROBLEMS.get(String(error)) ?? "Signing in did not work. Ask for a new link."}
        </Notice>
      )}
      <SignInForm to={returnAddress(String(to ?? ""))} />
    </Gate>
  );
}

function Sent({ email }: { email: string | null }) {
  return (
    <Gate>
      <div>
        <h1>Check your email</h1>
        <p>
          If {email ? <b>{email}</b> : "your address"} is registered, a link is on its way. It works once, for
          10 minutes.
        </p>
      </div>
      {env().email.kind === "outbox" && env().mode === "embedded" && (
        <Notice>
          This installation sends no mail: the link is in the <a href={OUTBOX}>outbox</a>.
        </Notice>
      )}
      <ButtonLink href={SIGN_IN}>Use another address</ButtonLink>
      <p className="field-help">
        Nothing after a minute? Look in the spam folder, or ask an administrator whether you are registered.
        We send at most 5 links in a quarter of an hour.
      </p>
    </Gate>
  );
}
