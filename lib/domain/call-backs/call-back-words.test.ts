import { expect, it } from "vitest";
import { callBackWords } from "./call-back-words";

const forwardTo = "+16285550100";

it.each([
  [
    { forwardTo, ringForever: true, wouldLoop: false },
    "(628) 555-0100 rings, again and again, until somebody answers or the caller hangs up, for at most 60 minutes.",
  ],
  [
    { forwardTo, ringForever: false, wouldLoop: false },
    "(628) 555-0100 rings for 55 seconds. If nobody answers, the call ends.",
  ],
  [null, "nobody is rung. The caller hears “The number you have called is not in service. Goodbye.”"],
  [
    { forwardTo, ringForever: true, wouldLoop: true },
    "nobody is rung: (628) 555-0100 is a number of this console itself, and the call would go round in circles. The caller hears “We are sorry, your call can not be connected right now. Please try again later. Goodbye.”",
  ],
])("a call-back to %j is told as it happens", (target, words) => {
  expect(callBackWords(target)).toBe(words);
});
