import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { areaCodesBeside, findAreaCode, placeOfAreaCode } from "@/lib/domain/geography/area-codes";
import { inCountry } from "@/lib/domain/offers/offer";
import { type NumberSearch, type SearchValues, searchQuery } from "@/lib/domain/offers/search";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import type { SearchResult } from "@/lib/offers/search-offers";
import { ASKED_TOO_OFTEN } from "@/lib/offers/search-quota";

/** Why there is nothing to choose from, and what to try. */
export function NoResults({
  search,
  values,
  result,
}: {
  search: NumberSearch;
  /** As typed. */
  values: SearchValues;
  result: Exclude<SearchResult, { kind: "found" }>;
}) {
  const again = (
    <ButtonLink icon="again" href={`?${searchQuery(values)}`}>
      Search again
    </ButtonLink>
  );
  if (result.kind !== "nothing")
    return (
      <>
        <Notice kind="bad">
          <strong>{result.kind === "trouble" ? troubleSentence(result.trouble) : ASKED_TOO_OFTEN}</strong>{" "}
          Your search is still above and your cart is safe.
        </Notice>
        <Empty icon="again" title="Nothing to show yet" actions={again}>
          <p>This is usually over within a minute.</p>
        </Empty>
      </>
    );
  const hints = hintsFor(search, values);
  return (
    <Empty
      icon="search"
      title="No numbers match"
      actions={
        <>
          {hints[0] && <ButtonLink href={`?${searchQuery(hints[0].values)}`}>{hints[0].label}</ButtonLink>}
          {again}
        </>
      }
    >
      <p>
        {described(search)} {aboutAreaCode(search.areaCode)} What usually helps:
      </p>
      <ul>
        {hints.slice(1).map(({ label, values }) => (
          <li key={label}>
            <a className="link-target" href={`?${searchQuery(values)}`}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </Empty>
  );
}

function described({ country, type, areaCode, contains, city, state }: NumberSearch): string {
  const where = [city, state, inCountry(country)].filter(Boolean).join(", ");
  const narrowed = [areaCode && `area code ${areaCode}`, contains && `${contains} in it`]
    .filter(Boolean)
    .join(" and ");
  return `At the moment Twilio has no ${type} number for sale in ${where}${narrowed && ` with ${narrowed}`}.`;
}

function aboutAreaCode(code: string): string {
  const area = findAreaCode(code);
  if (area?.kind === "place") return `${code} is in ${placeOfAreaCode(area)}.`;
  if (area?.kind === "personal") return `${code} is for personal numbers of no place.`;
  if (area?.kind === "premium") return `${code} is for premium-rate numbers.`;
  return code && !area ? `We don’t know where ${code} is: nobody uses it, or it is new.` : "";
}

type Hint = { label: string; values: Partial<SearchValues> };

/** Searches that are likely to find something, the likeliest first. */
function hintsFor(search: NumberSearch, values: SearchValues): Hint[] {
  const without = (field: "contains" | "areaCode" | "city", name: string): Hint[] =>
    search[field] ? [{ label: `Search without “${name}”`, values: { ...values, [field]: "" } }] : [];
  const beside = areaCodesBeside(search.areaCode).slice(0, 4);
  return [
    ...without("contains", "Contains"),
    ...without("city", "City"),
    ...beside.map((areaCode) => ({
      label: `Search ${areaCode}, which serves the same city`,
      values: { ...values, areaCode },
    })),
    ...without("areaCode", "Area code"),
    search.type === "local"
      ? {
          label: "Search toll-free numbers",
          values: {
            country: search.country === "PR" ? "US" : search.country,
            type: "toll-free",
            back: values.back,
          },
        }
      : { label: "Search local numbers", values: { ...values, type: "local" } },
  ];
}
