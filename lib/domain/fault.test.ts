import { expect, it } from "vitest";
import { causeInWords } from "./fault";

it.each([
  [
    new Error("Failed query: select 1", { cause: new Error("password authentication failed") }),
    "password authentication failed",
  ],
  [
    new Error("Failed query", {
      cause: new AggregateError([new Error("connect ECONNREFUSED ::1:5432"), new Error("x")], ""),
    }),
    "connect ECONNREFUSED ::1:5432",
  ],
  [new Error("alone"), "alone"],
  [Object.assign(new Error(""), { code: "ECONNRESET" }), "ECONNRESET"],
  [new Error("outer", { cause: "a word" }), "outer"],
  ["a word", "a word"],
])("%s is told as its cause", (error, words) => expect(causeInWords(error)).toBe(words));
