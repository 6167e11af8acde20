import { Gate } from "@/components/gate";
import { Button, ButtonLink } from "@/components/ui/button";
import { LINK_PROVIDER } from "@/lib/auth/auth";
import { readSignInLink } from "@/lib/auth/sign-in-link";
import { SIGN_IN } from "@/lib/domain/addresses";
import { returnAddress } from "@/lib/domain/sign-in/return-address";

export const metadata = { title: "Sign in" };

/** Where the emailed link leads. Mail scanners open links; only the button uses it up. */
export default async function ConfirmSignIn({ searchParams }: PageProps<"/sign-in/confirm">) {
  const { token, to } = await searchParams;
  const link = await readSignInLink(String(token ?? ""));
  return (
    <Gate>
      {link.kind === "works" ? (
        <>
          <div>
            <h1>Sign in</h1>
            <p>
              as <b>{link.email}</b>
            </p>
          </div>
          <form method="get" action={`/api/auth/callback/${LINK_PROVIDER}`}>
            <input type="hidden" name="callbackUrl" value={returnAddress(String(to ?? ""))} />
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
            <p>
              {link.kind === "expired"
                ? "It is older than 10 minutes. Ask for a new one."
                : "A link works once, for 10 minutes, and only whole: check that none of it was cut off, or ask for a new one."}
            </p>
          </div>
          <ButtonLink look="primary" href={SIGN_IN}>
            Email me a new link
          </ButtonLink>
        </>
      )}
    </Gate>
  );
}
