import { expect, it } from "vitest";
import { readViewName, readViewQuery } from "./saved-view";

it.each([
  [" Front\u200b desk,\n ringing ", { name: "Front desk, ringing" }],
  ["\u202e", { problem: "Name the view." }],
  ["é".repeat(61), { problem: "This has 61 characters. A name has at most 60." }],
])("the name %j is read", (typed, read) => {
  expect(readViewName(typed)).toEqual(read);
});

it.each([
  ["q=austin&sort=added&rows=50&after=x&evil=1", "q=austin"],
  ["areaCode=(512)&sort=place&rows=100", "areaCode=512&sort=place&rows=100"],
  ["status=constructor&__proto__=x", ""],
  ["", ""],
])("of %s a view keeps %s", (query, kept) => {
  expect(readViewQuery(query)).toBe(kept);
});
