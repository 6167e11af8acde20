import type { ComponentProps } from "react";
import { Avatar } from "./avatar";
import { Brand } from "./brand";
import { CurrentTabs, type Tab } from "./current-tabs";
import { Button, ButtonLink } from "./ui/button";
import { PlainForm } from "./ui/plain-form";

type ShellProps = {
  person: { name: string; email: string; organizationName: string; country: string };
  /** What these pages are together. */
  section: string;
  /** Other pages of the same person, in the menu of their account. */
  links: { name: string; href: string }[];
  /** Where the brand leads. */
  home: string;
  tabs: Tab[];
  signOut: ComponentProps<typeof PlainForm>["action"];
};

/** What stands above every page and window for people who are signed in. */
export function Shell({ person, section, links, home, tabs, signOut }: ShellProps) {
  return (
    <header className="only-on-screen" data-home={person.country}>
      <div className="shell-skip">
        <ButtonLink href="#content">Skip to content</ButtonLink>
      </div>
      <div className="shell-header">
        <Brand href={home}>
          <span className="shell-organization">
            {person.organizationName}
            <span className="shell-slash">/</span>
          </span>
          <span>{section}</span>
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
            {links.map(({ name, href }) => (
              <a key={href} href={href}>
                {name}
              </a>
            ))}
            <hr />
            <PlainForm action={signOut}>
              <button type="submit">Sign out</button>
            </PlainForm>
          </div>
        </div>
      </div>
      <nav className="shell-tabs" aria-label={section}>
        <CurrentTabs tabs={tabs} />
      </nav>
    </header>
  );
}
