import { ENGINE, RECONCILE } from "@/lib/domain/addresses";

const PARTS = [
  { name: "Reconcile", href: RECONCILE },
  { name: "Engine", href: ENGINE },
];

/** The pages of the tab "Twilio". */
export function TwilioParts({ current }: { current: string }) {
  return (
    <nav className="twilio-parts" aria-label="Twilio">
      {PARTS.map(({ name, href }) => (
        <a key={href} href={href} aria-current={href === current ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
