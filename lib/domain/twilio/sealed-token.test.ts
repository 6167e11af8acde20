import { expect, it } from "vitest";
import { sealToken, unsealToken } from "./sealed-token";

const [account, secret] = [`AC${"1".repeat(32)}`, "a secret of this test"];

it("keeps a token for one account and one secret, and never the same way twice", () => {
  const sealed = sealToken("f00dfeed", account, secret);
  expect(sealed).not.toContain("f00dfeed");
  expect(sealToken("f00dfeed", account, secret)).not.toBe(sealed);
  expect(unsealToken(sealed, account, secret)).toBe("f00dfeed");
  expect(unsealToken(sealed, `AC${"2".repeat(32)}`, secret)).toBeNull();
  expect(unsealToken(sealed, account, "another secret")).toBeNull();
  expect(unsealToken(`${sealed.startsWith("A") ? "B" : "A"}${sealed.slice(1)}`, account, secret)).toBeNull();
  expect(unsealToken("", account, secret)).toBeNull();
});
