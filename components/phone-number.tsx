import { readableNumber } from "@/lib/format";

/** A number as people read it, selected whole with one click; `CopyE164` makes copying it copy E.164. */
export function PhoneNumber({ e164, children }: { e164: string; children?: React.ReactNode }) {
  const { country, national } = readableNumber(e164);
  return (
    <span className="number">
      <span className="country">{country}</span>
      <data className="n" value={e164} data-e164={e164}>
        {national}
      </data>
      {children}
    </span>
  );
}
