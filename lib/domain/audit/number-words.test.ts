import { expect, it } from "vitest";
import { numberSentence } from "./number-words";

const names = { who: "Dana Kessler", person: "Daniel Osei" };

it("says on a number's own page who got it, and from whom it was taken", () => {
  const about = { personId: "usr_1", numbers: 1, e164: "+15122310001" };
  expect(numberSentence({ kind: "person.assigned", ...about }, names, "USD")).toBe(
    "Dana Kessler assigned it to Daniel Osei.",
  );
  expect(numberSentence({ kind: "person.unassigned", ...about }, names, "USD")).toBe(
    "Dana Kessler took it from Daniel Osei.",
  );
  expect(numberSentence({ kind: "caller-id.marked-gone", e164: about.e164, sid: "PN1" }, names, "USD")).toBe(
    "Dana Kessler marked (512) 231-0001 as gone from the Twilio account.",
  );
});
