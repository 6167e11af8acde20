import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Cart } from "@/lib/cart/read-cart";
import { needsPapers } from "@/lib/domain/cart/cart";
import { plainNumber, plural } from "@/lib/domain/format";

/** Where the page says that the cart has more than may be bought. */
export const TOO_MANY = "too-many";

/** Where Twilio takes what it asks for before it sells some numbers. */
const PAPERS = {
  address: "https://console.twilio.com/us1/develop/phone-numbers/regulatory-compliance/addresses",
  bundle: "https://console.twilio.com/us1/develop/phone-numbers/regulatory-compliance/bundles",
};

/** What stands in the way of buying the cart, and what helps. `support` is whom to ask for a higher maximum. */
export function CartNotices({ cart, support }: { cart: Cart; support: string | null }) {
  const { quota, rows } = cart;
  const gone = rows.filter((row) => row.availability === "may-be-gone").length;
  const papers = rows.filter(needsPapers);
  return (
    <>
      {quota.exceededBy > 0 && (
        <Notice
          kind="warn"
          id={TOO_MANY}
          action={
            <Button form="cart" name="verb" value="remove-excess">
              Remove {quota.exceededBy === 1 ? "the newest" : `${quota.exceededBy} newest`}
            </Button>
          }
        >
          <strong>{plural(quota.exceededBy, "number")} too many.</strong> Your organization may purchase{" "}
          {plural(quota.maximum, "Caller ID")} in all. Remove {plural(quota.exceededBy, "number")} to proceed,
          or ask {support ? <a href={`mailto:${support}`}>{support}</a> : "whoever runs this console"} for a
          higher maximum.
        </Notice>
      )}
      {gone > 0 && (
        <Notice kind="warn">
          <strong>{plural(gone, "number")} may be gone.</strong> Twilio did not show{" "}
          {gone === 1 ? "it" : "them"} when we looked. You can still try: what is not bought is not charged.
        </Notice>
      )}
      {papers.length > 0 && (
        <Notice
          kind="warn"
          action={
            papers.length < rows.length && (
              <Button form="cart" name="verb" value="without-papers">
                Proceed without {papers.length === 1 ? "it" : `these ${papers.length}`}
              </Button>
            )
          }
        >
          <strong>{plural(papers.length, "number")} may not be bought: Twilio asks for papers first.</strong>{" "}
          {papers
            .slice(0, 3)
            .map((row) => plainNumber(row.e164))
            .join(", ")}
          {papers.length > 3 && ` and ${papers.length - 3} more`}
          {papers.length === 1 ? " needs" : " need"} {neededBy(papers)}, which you give at Twilio.
        </Notice>
      )}
    </>
  );
}

function neededBy(papers: Cart["rows"]) {
  const address = papers.some((row) => row.addressRequirement !== "none");
  const bundle = papers.some((row) => row.needsBundle);
  return (
    <>
      {address && <a href={PAPERS.address}>an address</a>}
      {address && bundle && " or "}
      {bundle && <a href={PAPERS.bundle}>a regulatory bundle</a>}
    </>
  );
}
