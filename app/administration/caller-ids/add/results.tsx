import { PhoneNumber } from "@/components/phone-number";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Table } from "@/components/ui/table";
import { money, placeOf, plainNumber, plural } from "@/lib/domain/format";
import { capabilities } from "@/lib/domain/offers/offer";
import { type NumberSearch, searchQuery } from "@/lib/domain/offers/search";
import type { ShownOffer } from "@/lib/offers/search-offers";
import { SelectAllOffers } from "./select-all-offers";

export function Results({
  search,
  offers,
  around,
}: {
  search: NumberSearch;
  offers: ShownOffer[];
  around: number;
}) {
  const query = searchQuery(search);
  const free = offers.filter((offer) => offer.status === "free").length;
  return (
    <>
      <input type="hidden" name="search" value={query} />
      <div className="results-head">
        <p>
          {plural(offers.length, "number")}
          {around > 0 &&
            `, ${around === offers.length ? "all" : around} of them of area codes near ${search.areaCode}`}
          . Twilio shows a sample of about 30 and has no further pages; search again for others.
        </p>
        <ButtonLink icon="again" href={`?${query}`}>
          Search again
        </ButtonLink>
      </div>
      <Table
        caption="Numbers that Twilio has for sale"
        className="found"
        columns={[
          { head: <SelectAllOffers count={free} />, className: "check" },
          "Number",
          "Place",
          "Capabilities",
          "Note",
          { head: "Monthly price", className: "right" },
        ]}
      >
        {offers.map((offer) => (
          <OfferLine key={offer.e164} offer={offer} />
        ))}
      </Table>
    </>
  );
}

function OfferLine({ offer }: { offer: ShownOffer }) {
  const free = offer.status === "free";
  return (
    <tr className={free ? undefined : "off"}>
      <td className="check">
        <input
          className="tick"
          type="checkbox"
          name="offer"
          value={offer.sealed}
          aria-label={`Select ${plainNumber(offer.e164)}`}
          autoComplete="off"
          disabled={!free}
        />
      </td>
      <td className="num">
        <PhoneNumber e164={offer.e164} />
      </td>
      <td className="place">{placeOf(offer)}</td>
      <td className="can">{capabilities(offer)}</td>
      <td className="note">
        <OfferNote offer={offer} />
      </td>
      <td className="price right">{offer.price ? money(offer.price.micros, offer.price.currency) : "–"}</td>
    </tr>
  );
}

function OfferNote({ offer }: { offer: ShownOffer }) {
  if (offer.status === "in-cart")
    return (
      <span className="badge">
        <Icon name="cart" />
        In your cart
      </span>
    );
  if (offer.status === "owned")
    return (
      <span className="badge">
        <Icon name="tick" />
        Already yours
      </span>
    );
  return <Requirements {...offer} />;
}

/** What Twilio asks for before it sells a number; advice, Twilio decides at the purchase. */
export function Requirements({
  addressRequirement,
  needsBundle,
}: {
  addressRequirement: string;
  needsBundle: boolean;
}) {
  return (
    <>
      {addressRequirement !== "none" && (
        <span className="badge warn" title="Twilio asks for an address before it sells this number">
          Needs address
        </span>
      )}
      {needsBundle && (
        <span className="badge warn" title="Twilio asks for a regulatory bundle before it sells this number">
          Needs bundle
        </span>
      )}
    </>
  );
}
