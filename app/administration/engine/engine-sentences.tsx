import { plural, took } from "@/lib/domain/format";
import type { EngineView } from "@/lib/purchasing/read-engine";

/** How it goes, in three sentences. */
export function EngineSentences({ engine }: { engine: EngineView }) {
  const sentences = [whatIsBought(engine), whatIsUnknown(engine), howFast(engine)].filter(Boolean);
  return (
    <ul className="engine-sentences">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function whatIsBought({ queued, inFlight, beingChecked, oldest, now }: EngineView): string {
  const open = queued + inFlight + beingChecked;
  if (open === 0 || !oldest) return "Nothing is waiting to be bought.";
  const since = took(now.getTime() - oldest.getTime());
  return `${plural(open, "number")} of approved orders ${open === 1 ? "is" : "are"} not settled yet; the oldest order was approved ${since} ago.`;
}

function whatIsUnknown({ beingChecked, review }: EngineView): string {
  if (beingChecked === 0)
    return review > 0
      ? `Of ${plural(review, "purchase")} only a person can say what became of ${review === 1 ? "it" : "them"}.`
      : "Every purchase so far was answered.";
  return `${plural(beingChecked, "purchase")} got no answer from Twilio: the console looks until it knows whether the ${beingChecked === 1 ? "number was" : "numbers were"} bought.`;
}

function howFast({ openSlots, buyingSlots, standingStill }: EngineView): string {
  // Of what stands still nobody needs to hear that it could be fast.
  if (standingStill.length > 0 && openSlots === buyingSlots) return "";
  return openSlots < buyingSlots
    ? `Twilio said that it was too busy, so it is asked for ${openSlots === 1 ? "one number" : `${openSlots} numbers`} at a time for now.`
    : `Twilio takes purchases at full speed, ${buyingSlots} at a time.`;
}
