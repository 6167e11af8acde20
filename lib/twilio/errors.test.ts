import { describe, expect, it } from "vitest";
import { classify } from "./errors";

describe("an error of the official client", () => {
  it.each([
    [
      { status: 400, code: 21422 },
      { kind: "refused", reason: "taken" },
    ],
    [
      { status: 404, code: 20404 },
      { kind: "account-blocked", reason: "credentials" },
    ],
    [
      { status: 400, code: 21421 },
      { kind: "refused", reason: "invalid-number" },
    ],
    [
      { status: 400, code: 21631 },
      { kind: "refused", reason: "needs-address" },
    ],
    [
      { status: 400, code: 21649 },
      { kind: "refused", reason: "needs-bundle" },
    ],
    [
      { status: 401, code: 20003 },
      { kind: "account-blocked", reason: "credentials" },
    ],
    [
      { status: 403, code: 20005 },
      { kind: "account-blocked", reason: "suspended" },
    ],
    [
      { status: 400, code: 21404 },
      { kind: "account-blocked", reason: "trial" },
    ],
    [
      { status: 400, code: 22300 },
      { kind: "account-blocked", reason: "restricted" },
    ],
    [
      { status: 400, code: 99999 },
      { kind: "refused", reason: "refused" },
    ],
    [{ status: 429, code: 20429 }, { kind: "rate-limited" }],
    [{ code: "ECONNREFUSED" }, { kind: "unreachable" }],
    [{ code: "ENOTFOUND" }, { kind: "unreachable" }],
  ])("%j is %j", (error, outcome) => expect(classify(error)).toEqual(outcome));

  it.each([
    { status: 500, code: 20500 },
    { status: 503, code: 20503 },
    { status: 408, code: 20408 },
    { status: 409, code: 20409 },
    { status: 400, message: "<html>" },
    { status: 201, code: "ERR_BAD_RESPONSE" },
    { code: "ECONNABORTED" },
    { code: "ECONNRESET" },
    new SyntaxError("Unexpected token"),
    null,
  ])("%j says nothing about what happened", (error) => expect(classify(error).kind).toBe("unknown"));
});
