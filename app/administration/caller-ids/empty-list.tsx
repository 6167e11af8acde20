import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { ADD_CALLER_IDS } from "@/lib/domain/addresses";

/** The team has no Caller ID at all. */
export function EmptyList() {
  return (
    <Empty
      icon="number"
      title="No Caller IDs yet"
      actions={
        <ButtonLink icon="search" href={ADD_CALLER_IDS}>
          Search for numbers
        </ButtonLink>
      }
    >
      <p>
        Search Twilio for numbers, collect them in your cart, and approve the purchase with a code that we
        email you. They are ready for calls at once.
      </p>
    </Empty>
  );
}
