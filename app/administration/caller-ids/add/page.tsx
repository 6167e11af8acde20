import { FlashMessage } from "@/app/flash-message";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { cartCount } from "@/lib/cart/read-cart";
import { ADD_CALLER_IDS, CALLER_IDS } from "@/lib/domain/addresses";
import { parseSearch } from "@/lib/domain/offers/parse-search";
import { readSearchForm, searchQuery } from "@/lib/domain/offers/search";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { recentSearches } from "@/lib/offers/recent-searches";
import { searchOffers } from "@/lib/offers/search-offers";
import { AddFoot } from "./add-foot";
import { AddForm } from "./add-form";
import { NoResults } from "./no-results";
import { Recent } from "./recent";
import { Results } from "./results";
import { SearchForm } from "./search-form";

export const metadata = { title: "Add Custom Caller IDs" };

export default async function AddCallerIds({ searchParams }: PageProps<"/administration/caller-ids/add">) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const form = readSearchForm(params, admin.country);
  const parsed = form.submitted ? parseSearch(form.values) : null;
  const search = parsed && "search" in parsed ? parsed.search : null;
  const [result, inCart, recent] = await Promise.all([
    search && searchOffers(admin, search, form),
    cartCount(admin),
    recentSearches(admin, search ? searchQuery(search) : ""),
  ]);
  const found = result?.kind === "found" ? result : null;

  return (
    <Window
      title="Add Custom Caller IDs"
      closeTo={returnAddress(form.values.back, CALLER_IDS)}
      foot={
        <AddFoot
          inCart={inCart}
          canAdd={found !== null}
          here={`${ADD_CALLER_IDS}?${searchQuery(form.submitted ? form.values : { back: form.values.back }, form.newerThan)}`}
        />
      }
    >
      <SearchForm
        values={form.values}
        problems={parsed && "problems" in parsed ? parsed.problems : {}}
        shownAt={found?.searchedAt.getTime() ?? null}
      />
      <Recent searches={recent} back={form.values.back} />
      <FlashMessage />
      {search && found && (
        <AddForm>
          <Results search={search} values={form.values} newerThan={form.newerThan} {...found} />
        </AddForm>
      )}
      {search && result && result.kind !== "found" && (
        <NoResults search={search} values={form.values} result={result} />
      )}
      {!form.submitted && (
        <p className="text-quiet">
          Choose what to search for. An area code such as 512 is the usual way to a local number.
        </p>
      )}
    </Window>
  );
}
