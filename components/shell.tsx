import type { ReactNode } from "react";
import { CALLER_IDS, ENGINE, ORDERS, RECONCILE } from "@/lib/domain/addresses";
import { Avatar } from "./avatar";
import { Brand } from "./brand";
import { Button, ButtonLink } from "./ui/button";
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

function Header({ person, tab, signOut }: ShellProps) {
  return (
    <header className="only-screen">
      <div className="shell-skip">
        <ButtonLink href="#content">Skip to content</ButtonLink>
      </div>
      <div className="shell-header">
        <Brand href={CALLER_IDS}>
          <span className="shell-organization">
            {person.organizationName}
            <span className="shell-slash">/</span>
          </span>
          Administration
        </Brand>
        <div className="shell-account">
          <Button look="plain" type="button" popoverTarget="account">
            <Avatar name={person.name} />
            <span className="shell-account-name only-wide">{person.name}</span>
            <span className="only-screen-reader">, your account</span>
          </Button>
          <div className="popover" id="account" popover="auto">
            <p className="text-small text-quiet">{person.email}</p>
            <hr />
            <form action={signOut}>
              <button type="submit">Sign out</button>
            </form>
          </div>
        </div>
      </div>
      <nav className="shell-tabs" aria-label="Administration">
        {Object.entries(TABS).map(([key, { name, href }]) => (
          <a key={key} href={href} aria-current={key === tab ? "page" : undefined}>
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
