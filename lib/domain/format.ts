import { parsePhoneNumberFromString } from "libphonenumber-js/max";

type ReadableNumber = { country: string; national: string; plain: string };

/** A number as people read it: the country in front, the rest in national format. */
export const readableNumber = remembered((e164: string): ReadableNumber => {
  const parsed = parsePhoneNumberFromString(e164);
  return parsed?.country
    ? {
        country: parsed.country,
        national: parsed.formatNational(),
        // A call to the other countries of +1 is an international one.
        plain: ["US", "CA", "PR"].includes(parsed.country)
          ? parsed.formatNational()
          : parsed.formatInternational(),
      }
    : { country: "", national: e164, plain: e164 };
});

/** The same answer for the same text; parsing a number costs as much as drawing its row. */
function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= 10_000) known.clear();
    const answer = work(text);
    known.set(text, answer);
    return answer;
  };
}

/** A number where no country stands beside it: `(628) 555-0100`, and with its country code from elsewhere. */
export function plainNumber(e164: string): string {
  return readableNumber(e164).plain;
}

const inCurrency = remembered((currency) => new Intl.NumberFormat("en-US", { style: "currency", currency }));

/** Millionths of a unit as money: `1150000, "USD"` is `$1.15`. */
export function money(micros: number, currency: string): string {
  return inCurrency(currency).format(micros / 1e6);
}

/** How long something took: `26 seconds`, `3 min 5 s`, `2 h 10 min`. */
export function took(ms: number): string {
  const seconds = Math.max(Math.round(ms / 1000), 1);
  if (seconds < 60) return plural(seconds, "second");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `1 number`, `3 numbers`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** `Austin, TX`; a toll-free number has no place. */
export function placeOf(number: { type: string; locality: string | null; region: string | null }): string {
  if (number.type === "toll-free") return "Toll-free";
  return (
    [number.locality, number.region].filter(Boolean).join(", ") || (number.type === "mobile" ? "Mobile" : "–")
  );
}

/** `d••••••r@brightwater.example`: enough to recognise one's own address, too little to learn another's. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at);
  const last = local.length > 2 ? local.slice(-1) : "";
  return `${local.slice(0, 1)}••••••${last}${email.slice(at)}`;
}

/** `DK` for Dana Kessler: whole letters or digits, with their accents, of the first and the last word that has one. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]\p{M}*\S*/gu) ?? [];
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => word?.match(/^.\p{M}*/u)?.[0] ?? "")
    .join("")
    .toUpperCase();
}

/** `just now`, `4 min ago`, `2 h ago`, `3 days ago`. */
export function ago(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / 60 / 24)} days ago`;
}
