import { PlainNumber } from "./phone-number";
import { RingForever } from "./ring-forever";

/** Where call-backs to a Caller ID go, and whether they ring forever. */
export function ForwardsTo({ of }: { of: { forwardTo: string | null; ringForever: boolean } }) {
  return (
    <>
      {of.forwardTo ? <PlainNumber e164={of.forwardTo} /> : <span className="text-quiet">Nowhere</span>}
      {of.ringForever && (
        <>
          {" "}
          <RingForever />
        </>
      )}
    </>
  );
}
