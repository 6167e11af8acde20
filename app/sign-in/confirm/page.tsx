import { Gate } from "@/components/gate";
import { Button, ButtonLink } from "@/components/ui/button";
import { LINK_PROVIDER } from "@/lib/auth/auth";
import { signInLinkWorks } from "@/lib/auth/sign-in-link";
import { SIGN_IN } from "@/lib/domain/addresses";
import { returnAddress } from "@/lib/domain/sign-in/return-address";

export const metadata = { title: "Sign in" };

/** Where the emailed link leads. Mail scanners open links; only the button uses it up. */
export default async function ConfirmSignIn({ searchParams }: PageProps<"/sign-in/confirm">) {
  const { email, token, to } = await searchParams;
  const works = await signInLinkWorks(String(email ?? ""), String(token ?? ""));
  return (
    <Gate>
      {works ? (
        <>
          <div>
            <h1>Sign in</h1>
            <p>
              as <b>{String(email)}</b>
            </p>
          </div>
          <form method="get" action={`/api/auth/callback/${LINK_PROVIDER}`}>
            <input type="hidden" name="callbackUrl" value={returnAddress(String(to ?? ""))} />
            <input type="hidden" name="email" value={String(email)} />
            <input type="hidden" name="token" value={String(token)} />
            <Button look="primary" autoFocus>
              Sign in
            </Button>
          </form>
        </>
      ) : (
        <>
          <div>
            <h1>This link no longer works</h1>
            <p>It was used already, or is older than 10 minutes. Ask for a new one.</p>
          </div>
          <ButtonLink look="primary" href={SIGN_IN}>
            Email me a new link
          </ButtonLink>
        </>
      )}
    </Gate>
  );
}
