import { expect, it } from "vitest";
import { onTop, readShown, staleWords } from "./stale-form";

it("puts what was typed on top, and leaves what was left alone to whoever was quicker", () => {
  const shown = { name: "Ann", phone: "", mails: "yes" };
  const typed = { name: "Anna", phone: "", mails: "yes" };
  const now = { name: "Ann", phone: "020", mails: "" };
  const { values, changed } = onTop(typed, shown, now);
  expect(values).toEqual({ name: "Anna", phone: "020", mails: "" });
  expect([...changed]).toEqual(["phone", "mails"]);
  // A form that does not say what it showed keeps all that it sent.
  expect(onTop(typed, {}, now).values).toEqual(typed);
});

it.each(["", "null", "[1]", '{"name":1}', "{", '{"__proto__":"x"}'])("reads nothing out of %s", (shown) => {
  expect(readShown(shown).name).toBeUndefined();
});

it("says who, when and what", () => {
  expect(staleWords("Dana", "today, 1:32 AM", ["the name is Ann"])).toBe(
    "Dana changed this today, 1:32 AM: the name is Ann. Nothing of yours was saved yet. Save again to put it on top.",
  );
  expect(staleWords(null, null, [])).toContain("Somebody changed this meanwhile. Nothing");
});
