import { signOutAction } from "@/app/sign-in/actions";
import type { ShellProps, Tab } from "@/components/shell";
import type { Admin } from "@/lib/domain/actor/actor";

/** What every page and window of the administration shows around itself. */
export const shellOf = (admin: Admin, tab: Tab): ShellProps => ({
  person: admin,
  tab,
  signOut: signOutAction,
});

/** The way from the cart to the purchase, shown in the head of each of its windows. */
export const STEPS = ["Cart", "Forward Calls", "Transaction Code", "Purchase"] as const;
