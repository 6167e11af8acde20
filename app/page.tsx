import { redirect } from "next/navigation";
import { signedIn } from "@/lib/auth/require-user";
import { CALLER_IDS, MY_CALLER_IDS } from "@/lib/domain/addresses";

/** Everybody to where they belong; strangers by way of the sign-in page. */
export default async function Home() {
  const person = await signedIn();
  redirect(person?.kind === "user" ? MY_CALLER_IDS : CALLER_IDS);
}
