import { FlashMessage } from "@/app/flash-message";
import { Button, ButtonLink } from "@/components/ui/button";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-admin";
import { cartCount } from "@/lib/cart/read-cart";
import { CALLER_IDS, CART } from "@/lib/domain/addresses";
import { parseSearch, readSearchForm } from "@/lib/domain/offers/search";
import { searchOffers } from "@/lib/offers/search-offers";
import { AddForm } from "./add-form";
import { NoResults } from "./no-results";
import { Results } from "./results";
import { SearchForm } from "./search-form";

export const metadata = { title: "Add Custom Caller IDs" };

export default async function AddCallerIds({ searchParams }: PageProps<"/administration/caller-ids/add">) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const form = readSearchForm(params, admin.country);
  const parsed = form.submitted ? parseSearch(form.values) : null;
  const search = parsed && "search" in parsed ? parsed.search : null;
  const [result, inCart] = await Promise.all([search && searchOffers(admin, search), cartCount(admin)]);
  const cart = (
    <ButtonLink icon="cart" href={CART}>
      Cart ({inCart})
    </ButtonLink>
  );

  return (
    <Window
      title="Add Custom Caller IDs"
      closeTo={CALLER_IDS}
      foot={
        result?.kind === "found" ? (
          <>
            <span className="window-foot-words">
              <span className="window-selected" /> selected
            </span>
            <div className="actions">
              {cart}
              <Button look="primary" form="results">
                Add to Cart
              </Button>
            </div>
          </>
        ) : (
          <div className="actions">{cart}</div>
        )
      }
    >
      <SearchForm values={form.values} errors={parsed && "errors" in parsed ? parsed.errors : {}} />
      <FlashMessage />
      {search && result?.kind === "found" && (
        <AddForm>
          <Results search={search} {...result} />
        </AddForm>
      )}
      {search && result && result.kind !== "found" && <NoResults search={search} result={result} />}
      {!form.submitted && (
        <p className="text-quiet">
          Choose what to search for. An area code such as 512 is the usual way to a local number.
        </p>
      )}
    </Window>
  );
}
