import type { ReactNode } from "react";
import { CALLER_IDS, ENGINE, ORDERS, RECONCILE } from "@/lib/domain/addresses";
import { initials } from "@/lib/domain/format";
import { Button } from "./ui/button";
import { Icon } from "./ui/icon";
import { Window } from "./ui/window";

const TABS = {
  "caller-ids": { name: "Caller IDs", href: CALLER_IDS },
  orders: { name: "Orders", href: ORDERS },
  reconcile: { name: "Reconcile", href: RECONCILE },
  engine: { name: "Engine", href: ENGINE },
} as const;
export type Tab = keyof typeof TABS;

export type ShellProps = {
  person: { name: string; email: string; organizationName: string };
  tab: Tab;
  signOut: (form: FormData) => Promise<void>;
};

export function Brand({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="brand-mark">
        <Icon name="number" />
      </span>
      <span>{children}</span>
    </>
  );
}

function Header({ person, tab, signOut }: ShellProps) {
  return (
    <header className="no-print">
      <a className="button skip" href="#content">
        Skip to content
      </a>
      <div className="topbar">
        <a className="brand" href={CALLER_IDS}>
          <Brand>
            <span className="crumb">
              {person.organizationName}
              <span className="crumb-slash">/</span>
            </span>
            Administration
          </Brand>
        </a>
        <div className="topbar-end">
          <button className="button plain" type="button" popoverTarget="account">
            <span className="face" aria-hidden="true">
              {initials(person.name)}
            </span>
            <span className="wide-only">{person.name}</span>
            <span className="sr-only">, your account</span>
          </button>
          <div className="menu" id="account" popover="auto">
            <p className="small quiet">{person.email}</p>
            <hr />
            <form action={signOut}>
              <button type="submit">Sign out</button>
            </form>
          </div>
        </div>
      </div>
      <nav className="tabs" aria-label="Administration">
        {Object.entries(TABS).map(([key, { name, href }]) => (
          <a key={key} className="tab" href={href} aria-current={key === tab ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
    </header>
  );
}

/** A page of the administration, under its tabs. */
export function Page({ children, ...shell }: ShellProps & { children: ReactNode }) {
  return (
    <>
      <Header {...shell} />
      <main className="page" id="content">
        {children}
      </main>
    </>
  );
}

/** A window of the administration, over the dimmed shell that it came from. */
export function AdministrationWindow({
  person,
  tab,
  signOut,
  ...window
}: ShellProps & Omit<React.ComponentProps<typeof Window>, "parent">) {
  return <Window {...window} parent={<Header person={person} tab={tab} signOut={signOut} />} />;
}

/** For people who are signed in but have no business here, and for those who are lost. */
export function SignOutButton({ signOut }: { signOut: ShellProps["signOut"] }) {
  return (
    <form action={signOut}>
      <Button look="primary">Sign out</Button>
    </form>
  );
}
