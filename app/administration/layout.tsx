import type { ReactNode } from "react";
import { signOutAction } from "@/app/sign-in/actions";
import { Shell } from "@/components/shell";
import { requireAdmin } from "@/lib/auth/require-user";
import {
  CALLER_IDS,
  ENGINE,
  MY_CALLER_IDS,
  MY_PROFILE,
  ORDERS,
  RECONCILE,
  SETTINGS,
  USERS,
} from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";

const TABS = [
  { name: "Caller IDs", href: CALLER_IDS },
  { name: "Orders", href: ORDERS },
  { name: "Users", href: USERS },
  { name: "Twilio", href: RECONCILE, parts: [ENGINE] },
  { name: "Settings", href: SETTINGS },
];
const LINKS = [
  { name: "My Caller IDs", href: MY_CALLER_IDS },
  { name: "My profile", href: MY_PROFILE },
];

/** The header and tabs, around every page and window. Each page checks the admin itself: a layout is not drawn on every navigation. */
export default async function Administration({ children }: { children: ReactNode }) {
  const admin = await requireAdmin();
  return (
    <>
      <Shell
        person={admin}
        section="Administration"
        links={LINKS}
        home={CALLER_IDS}
        tabs={TABS}
        signOut={signOutAction}
      />
      {children}
      <aside className="layout-zone" aria-label="Time zone">
        {`Times are in ${datesOf(admin, new Date()).zone}.`}
      </aside>
    </>
  );
}
