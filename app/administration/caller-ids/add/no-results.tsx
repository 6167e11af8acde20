import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { inCountry } from "@/lib/domain/offers/offer";
import { type NumberSearch, searchQuery } from "@/lib/domain/offers/search";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import type { SearchResult } from "@/lib/offers/search-offers";
import { ASKED_TOO_OFTEN } from "@/lib/offers/search-quota";

/** Why there is nothing to choose from, and what to try. */
export function NoResults({
  search,
  result,
}: {
  search: NumberSearch;
  result: Exclude<SearchResult, { kind: "found" }>;
}) {
  const again = (
    <ButtonLink icon="again" href={`?${searchQuery(search)}`}>
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
  const hints = hintsFor(search);
  return (
    <Empty
      icon="search"
      title="No numbers match"
      actions={
        <>
          {hints[0] && <ButtonLink href={`?${searchQuery(hints[0].search)}`}>{hints[0].button}</ButtonLink>}
          {again}
        </>
      }
    >
      <p>{described(search)} What usually helps:</p>
      <ul>
        {hints.map((hint) => (
          <li key={hint.words}>{hint.words}</li>
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
  const words = { local: "local", "toll-free": "toll-free", mobile: "mobile" }[type];
  return `At the moment Twilio has no ${words} number for sale in ${where}${narrowed && ` with ${narrowed}`}.`;
}

function hintsFor(search: NumberSearch) {
  const hints: { words: string; button: string; search: Partial<NumberSearch> }[] = [];
  const without = (field: "contains" | "areaCode" | "city", name: string, words: string) => {
    if (search[field])
      hints.push({ words, button: `Search without “${name}”`, search: { ...search, [field]: "" } });
  };
  without("contains", "Contains", "Fewer digits under “Contains”, or none");
  without("city", "City", "Leave “City” empty");
  without("areaCode", "Area code", "Another area code nearby, or none with a city or state");
  if (search.type !== "local")
    hints.push({
      words: "Another type: Local",
      button: "Search local numbers",
      search: { ...search, type: "local" },
    });
  else
    hints.push({
      words: "Another type: Toll-Free",
      button: "Search toll-free numbers",
      search: { country: search.country, type: "toll-free" },
    });
  return hints;
}
