import { pauseSentence } from "@/lib/domain/orders/order";
import type { Trouble } from "./provider";

/** Why Twilio did not answer a question, and what to do; nothing was changed. */
export function troubleSentence(trouble: Trouble): string {
  switch (trouble.kind) {
    case "account-blocked":
      return pauseSentence(trouble.reason)
        .replace(", then resume", "")
        .replace(" Resume when it answers again.", "");
    case "rate-limited":
      return "Twilio is busy right now. Try again in a few seconds.";
    case "unreachable":
      return "Twilio could not be reached. Try again in a minute.";
    case "unknown":
      return "Twilio did not answer as it should. Try again in a minute.";
  }
}
