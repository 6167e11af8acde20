import { shortFingerprint } from "@/lib/domain/orders/order";

/** What tells one frozen order from every other, as it stands in the email. */
export function Fingerprint({ of }: { of: { fingerprint: string } }) {
  return (
    <span className="fingerprint" translate="no">
      {shortFingerprint(of.fingerprint)}
    </span>
  );
}
