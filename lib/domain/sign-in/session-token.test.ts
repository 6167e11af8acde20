import { expect, it } from "vitest";
import { bringsSession, isSessionToken, sessionToken } from "./session-token";

const SECRET = "a-secret-of-this-test";
const token = sessionToken("f00d", SECRET);
const cookie = (name: string, value: string) => ({
  get: (asked: string) => (asked === name ? { value } : undefined),
});

it("of ours is known by its MAC", () => {
  expect(isSessionToken(token, SECRET)).toBe(true);
  expect(bringsSession(cookie("console.session", token), SECRET)).toBe(true);
  expect(bringsSession(cookie("__Host-console.session", token), SECRET)).toBe(true);
});

it.each([
  "",
  ".",
  "f00d",
  `beef${token.slice(4)}`,
  `${token}x`,
  `${token}.x.`.slice(1),
  "a".repeat(4000),
  "f00d.é",
])("that was invented is none: %j", (invented) => {
  expect(isSessionToken(invented, SECRET)).toBe(false);
  expect(bringsSession(cookie("console.session", invented), SECRET)).toBe(false);
});

it("of another secret is none", () => {
  expect(isSessionToken(token, "another-secret")).toBe(false);
});
