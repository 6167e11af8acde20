import { plainNumber, readableNumber } from "@/lib/domain/format";

/**
 * A number as people read it, its country in front; selected whole with one click, and copied as E.164 where `CopyE164`
 * is on the page.
 */
export function PhoneNumber({ e164, children }: { e164: string; children?: React.ReactNode }) {
  const { country, national } = readableNumber(e164);
  return (
    <>
      <span className="phone-number-country" data-country={country} translate="no">
        {country}
      </span>{" "}
      <span className="phone-number" data-e164={e164} translate="no">
        {national}
      </span>
      {children}
    </>
  );
}

/** A number beside others of any country, such as where calls are forwarded to; copied and left untranslated as those are. */
export function PlainNumber({ e164 }: { e164: string }) {
  return (
    <span data-e164={e164} translate="no">
      {plainNumber(e164)}
    </span>
  );
}
