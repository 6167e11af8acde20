import type { ReactNode } from "react";
import { signOutAction } from "@/app/sign-in/actions";
import { Shell } from "@/components/shell";
import { requireUser } from "@/lib/auth/require-user";
import { CALLER_IDS, MY_CALLER_IDS, MY_PROFILE } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";

const TABS = [
  { name: "My Caller IDs", href: MY_CALLER_IDS },
  { name: "My profile", href: MY_PROFILE },
];

/** What surrounds the pages of whoever is signed in; each of them checks by itself who that is. */
export default async function My({ children }: { children: ReactNode }) {
  const member = await requireUser();
  const isAdmin = member.kind === "admin";
  return (
    <>
      <Shell
        person={member}
        section="My pages"
        links={isAdmin ? [{ name: "Administration", href: CALLER_IDS }] : TABS}
        home={MY_CALLER_IDS}
        tabs={TABS}
        signOut={signOutAction}
      />
      {children}
      <aside className="layout-zone" aria-label="Time zone">
        {`Times are in ${datesOf(member, new Date()).zone}.`}
      </aside>
    </>
  );
}
