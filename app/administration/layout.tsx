import type { ReactNode } from "react";
import { signOutAction } from "@/app/sign-in/actions";
import type { Tab } from "@/components/current-tabs";
import { Shell } from "@/components/shell";
import { requireAdmin } from "@/lib/auth/require-user";
import { countAttention } from "@/lib/caller-ids/count-caller-ids";
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
  const { attention, toLookAt, orMore } = await countAttention(admin);
  const shown = (count: number) => count.toLocaleString("en-US");
  const counts: Record<string, Tab["count"]> = {
    [CALLER_IDS]: { of: attention, shown: shown(attention), means: "need attention" },
    [RECONCILE]: { of: toLookAt, shown: `${shown(toLookAt)}${orMore ? "+" : ""}`, means: "to look at" },
  };
  return (
    <>
      <Shell
        person={admin}
        section="Administration"
        links={LINKS}
        home={CALLER_IDS}
        tabs={TABS.map((tab) => ({ ...tab, count: counts[tab.href] }))}
        signOut={signOutAction}
      />
      {children}
      <aside className="layout-zone" aria-label="Time zone">
        {`Times are in ${datesOf(admin, new Date()).zone}.`}
      </aside>
    </>
  );
}
