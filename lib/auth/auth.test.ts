import { describe, expect, it } from "vitest";
import { maskEmail } from "@/lib/domain/format";
import { readEmailAddress } from "@/lib/domain/sign-in/email-address";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { networkOf, sourceAddress } from "@/lib/domain/sign-in/source-address";

describe("an email address", () => {
  it.each([
    ["Dana@Example.com", "dana@example.com"],
    ["  dana+x@sub.example.co.uk ", "dana+x@sub.example.co.uk"],
    ["\u202adana@example.com\u202c", "dana@example.com"],
    ["dana@example.com\u200b\t", "dana@example.com"],
    ["dana.o\u2010neil@example.com", "dana.o-neil@example.com"],
    ["mailto:dana@example.com", "dana@example.com"],
    ["Dana Kessler <dana@example.com>", "dana@example.com"],
    ["dana@example.com,", "dana@example.com"],
    ["dana@example.com; ", "dana@example.com"],
    ["Dana <dana@example.com>, Eve <eve@example.com>", null],
    ["dana@example.com <eve@example.com>", null],
    ["dana", null],
    ["a@b", null],
    ["a@b@c.com", null],
    ["victim@example.com＠evil.com", null],
    ['"a@evil.com"@example.com', null],
    ["a@example.com,b@evil.com", null],
    ["münchen@example.com", null],
    ["a@exa..mple.com", null],
    ["", null],
  ])("%j is read as %j", (typed, address) => expect(readEmailAddress(typed)).toBe(address));

  it("is masked so that only its owner knows it", () => {
    expect(maskEmail("dana.kessler@brightwater.example")).toBe("d••••••r@brightwater.example");
    expect(maskEmail("ab@x.example")).toBe("a••••••@x.example");
  });
});

describe("the source of a request", () => {
  it("believes as many proxies as it is told, and no forged entry", () => {
    expect(sourceAddress("6.6.6.6, 203.0.113.9", 1)).toBe("203.0.113.9");
    expect(sourceAddress("6.6.6.6, 203.0.113.9, 10.0.0.1", 2)).toBe("203.0.113.9");
    expect(sourceAddress("6.6.6.6", 0)).toBeNull();
    expect(sourceAddress(null, 1)).toBeNull();
    expect(sourceAddress("203.0.113.9", 3)).toBeNull();
  });

  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["203.0.113.9:52811", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["[2001:DB8:1:2::9]:443", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80::/64"],
    [" 203.0.113.9 ", "203.0.113.9"],
    ["unknown", null],
    ["", null],
    ["203.0.113", null],
    [null, null],
  ])("counts %s as of the network %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe("where signing in leads", () => {
  it.each([
    ["/administration/orders/ord_1/transaction-code", "/administration/orders/ord_1/transaction-code"],
    [
      "/administration/caller-ids/add?areaCode=512&type=local",
      "/administration/caller-ids/add?areaCode=512&type=local",
    ],
    ["https://evil.example.com", "/"],
    ["//evil.example.com", "/"],
    ["/administration//evil.example.com", "/"],
    ["/administration/\\evil", "/"],
    [null, "/"],
    ["/my/caller-ids", "/my/caller-ids"],
    ["/myself/caller-ids", "/"],
  ])("%j leads to %j", (asked, address) => expect(returnAddress(asked)).toBe(address));
});
