import { redirect } from "next/navigation";
import { signOutAction } from "@/app/sign-in/actions";
import { Gate } from "@/components/gate";
import { Button } from "@/components/ui/button";
import { signedIn } from "@/lib/auth/require-admin";
import { CALLER_IDS, SIGN_IN } from "@/lib/domain/addresses";

export const metadata = { title: "For administrators" };

export default async function NoAccess() {
  const person = await signedIn();
  if (!person) redirect(SIGN_IN);
  if (person.kind === "admin") redirect(CALLER_IDS);
  return (
    <Gate>
      <div>
        <h1>This console is for administrators</h1>
        <p>
          You are signed in as <b>{person.email}</b>. You may use the Caller IDs assigned to you, but only an
          administrator of {person.organizationName} can change them. Ask one of them if you need another
          number.
        </p>
      </div>
      <form action={signOutAction}>
        <Button look="primary">Sign out</Button>
      </form>
    </Gate>
  );
}
