import { expect, it } from "vitest";
import { bodyRefusal } from "./body-size";

it.each<[string, string | null, boolean, number | null]>([
  ["POST", "16384", false, null],
  ["POST", "16385", false, 413],
  ["POST", "1048576", true, null],
  ["POST", "1048577", true, 413],
  ["POST", "99999999999999999999", true, 413],
  ["POST", null, true, 411],
  ["POST", "", true, 411],
  ["POST", "-1", true, 411],
  ["POST", "1e9", true, 411],
  ["PUT", null, false, 411],
  ["POST", "0", false, null],
  ["GET", null, false, null],
  ["HEAD", null, false, null],
  ["OPTIONS", null, false, null],
  ["DELETE", null, true, null],
  ["GET", "20000", false, 413],
])("%s of %j bytes, signed in %s: %s", (method, contentLength, isSignedIn, expected) => {
  expect(bodyRefusal({ method, contentLength }, isSignedIn)).toBe(expected);
});
