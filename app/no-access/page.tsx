import { redirect } from "next/navigation";
import { HOME } from "@/lib/domain/addresses";

/** Where users were led before they had pages of their own. */
export default function NoAccess() {
  redirect(HOME);
}
