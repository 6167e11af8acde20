import { PhoneNumber } from "@/components/phone-number";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectAllRows } from "@/components/ui/select-all-rows";
import { Table } from "@/components/ui/table";
import { money, placeOf, plainNumber, plural } from "@/lib/domain/format";
import { findAreaCode, placeOfAreaCode } from "@/lib/domain/geography/area-codes";
import { capabilities } from "@/lib/domain/offers/offer";
import { type NumberSearch, type SearchValues, searchQuery } from "@/lib/domain/offers/search";
import type { ShownOffer } from "@/lib/offers/search-offers";

export function Results({
  search,
  values,
  newerThan,
  offers,
  around,
  searchedAt,
}: {
  search: NumberSearch;
  /** As typed. */
  values: SearchValues;
  newerThan: number | null;
  offers: ShownOffer[];
  around: number;
  searchedAt: Date;
}) {
  const free = offers.filter((offer) => offer.status === "free").length;
  return (
    <>
      <input type="hidden" name="search" value={searchQuery(values, newerThan)} />
      <div className="list-head">
        <p>
          <b>{plural(offers.length, "number")}</b>
          {placeWords(search)}
          {around > 0 &&
            `, ${around === offers.length ? "all" : around} of them of area codes near ${search.areaCode}`}
          {offers.length < FEW
            ? ". Twilio shows no more of these now."
            : ". Twilio shows a sample of about 30 and has no further pages; search again for others."}
        </p>
        <ButtonLink icon="again" href={`?${searchQuery(values, searchedAt.getTime())}`}>
          Search again
        </ButtonLink>
      </div>
      <Table
        caption="Numbers that Twilio has for sale"
        className="results"
        columns={[
          { head: <SelectAllRows of="offer" what={`${free} that can be added`} />, className: "table-check" },
          "Number",
          "Place",
          "Capabilities",
          "Note",
          { head: "Monthly price", className: "table-right" },
        ]}
      >
        {offers.map((offer) => (
          <OfferLine key={offer.e164} offer={offer} />
        ))}
      </Table>
    </>
  );
}

/** Fewer than a sample: more of the same search are not to be had. */
const FEW = 10;

/** ` in Austin, Texas (512)`: where the area code of a search belongs. */
function placeWords({ areaCode, city }: NumberSearch): string {
  const area = findAreaCode(areaCode);
  return area?.kind === "place" && !city ? ` in ${placeOfAreaCode(area)} (${areaCode})` : "";
}

function OfferLine({ offer }: { offer: ShownOffer }) {
  const free = offer.status === "free";
  return (
    <tr className={free ? undefined : "table-off"}>
      <td className="table-check">
        <Checkbox
          name="offer"
          value={offer.sealed}
          aria-label={`Select ${plainNumber(offer.e164)}`}
          disabled={!free}
        />
      </td>
      <td className="table-number">
        <PhoneNumber e164={offer.e164} />
      </td>
      <td className="table-place">{placeOf(offer)}</td>
      <td className="results-capabilities">{capabilities(offer)}</td>
      <td className="results-note">
        <OfferNote offer={offer} />
      </td>
      <td className="table-price table-right">
        {offer.price ? money(offer.price.micros, offer.price.currency) : "–"}
      </td>
    </tr>
  );
}

function OfferNote({ offer }: { offer: ShownOffer }) {
  if (offer.status === "in-cart") return <Badge icon="cart">In your cart</Badge>;
  if (offer.status === "owned") return <Badge icon="tick">Already yours</Badge>;
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
        <Badge kind="warn" title="Twilio asks for an address before it sells this number">
          Needs address
        </Badge>
      )}
      {needsBundle && (
        <Badge kind="warn" title="Twilio asks for a regulatory bundle before it sells this number">
          Needs bundle
        </Badge>
      )}
    </>
  );
}
