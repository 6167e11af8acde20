import { FlashMessage } from "@/app/flash-message";
import { Gate } from "@/components/gate";
import { Button, ButtonLink } from "@/components/ui/button";
import { PlainForm } from "@/components/ui/plain-form";
import { SIGN_IN } from "@/lib/domain/addresses";
import { readAddressLink } from "@/lib/user-accounts/confirm-address";
import { confirmAddressAction } from "./actions";

export const metadata = { title: "New email address" };

/** Where the link leads that is mailed to a new address. Mail scanners open links; only the button uses it up. */
export default async function NewAddress({ searchParams }: PageProps<"/sign-in/new-address">) {
  const token = String((await searchParams).token ?? "");
  const link = await readAddressLink(token);
  return (
    <Gate>
      <FlashMessage />
      {link ? (
        <>
          <div>
            <h1>Confirm your new address</h1>
            <p>
              From now on you sign in with <b>{link.email}</b>. All sessions end.
            </p>
          </div>
          <PlainForm action={confirmAddressAction}>
            <input type="hidden" name="token" value={token} />
            <Button look="primary" autoFocus>
              Confirm this address
            </Button>
          </PlainForm>
        </>
      ) : (
        <>
          <div>
            <h1>This link no longer works</h1>
            <p>
              A link works once, for 24 hours, and only whole. If you have confirmed the new address already,
              sign in with it. Otherwise the one of before holds: ask an administrator to change it again.
            </p>
          </div>
          <ButtonLink look="primary" href={SIGN_IN}>
            Sign in
          </ButtonLink>
        </>
      )}
    </Gate>
  );
}
