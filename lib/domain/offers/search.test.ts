import { describe, expect, it } from "vitest";
import { openOffer, sealOffer } from "./offer";
import { ANYTHING, parseSearch, readSearchForm, similarSearch } from "./search";

const values = { ...ANYTHING, country: "US", type: "local" };
const errorsOf = (change: Partial<typeof values>) => {
  const parsed = parseSearch({ ...values, ...change });
  return "errors" in parsed ? Object.keys(parsed.errors) : [];
};

describe("a search", () => {
  it("is the address, and has not happened on a bare one", () => {
    expect(readSearchForm({}, "CA")).toEqual({ submitted: false, values: { ...values, country: "CA" } });
    expect(readSearchForm({ areaCode: [" 512 ", "415"] }, "US")).toMatchObject({
      submitted: true,
      values: { areaCode: "512" },
    });
  });

  it.each([
    [{ areaCode: "512" }, []],
    [{ areaCode: "000" }, ["areaCode"]],
    [{ type: "toll-free", areaCode: "512" }, ["areaCode"]],
    [{ type: "toll-free", areaCode: "833" }, []],
    [{ areaCode: "12" }, ["areaCode"]],
    [{ areaCode: "abc" }, ["areaCode"]],
    [{ country: "GB", areaCode: "121" }, ["areaCode"]],
    [{ country: "GB", city: "Leeds", state: "X" }, ["state", "city"]],
    [{ country: "DE" }, ["country"]],
    [{ country: "constructor" }, ["country"]],
    [{ country: "__proto__" }, ["country"]],
    [{ type: "satellite" }, ["type"]],
    [{ contains: "5" }, ["contains"]],
    [{ contains: "**" }, ["contains"]],
    [{ contains: "55TAXI" }, []],
    [{ contains: "571*******" }, []],
    [{ contains: "+1206" }, []],
    [{ contains: "**55" }, []],
    [{ contains: "55*TAXI" }, ["contains"]],
    [{ contains: "206*55*" }, ["contains"]],
    [{ contains: "20+6" }, ["contains"]],
    [{ contains: "5;5" }, ["contains"]],
    [{ state: "Texas" }, ["state"]],
    [{ state: "tx" }, []],
  ])("%j is wrong in %j", (change, fields) => expect(errorsOf(change)).toEqual(fields));
});

describe("a search for similar numbers", () => {
  it("is of the same area code and around it, or of the same place abroad", () => {
    const like = (e164: string, country: string, type = "local") =>
      Object.fromEntries(new URLSearchParams(similarSearch({ e164, country, type })));
    expect(like("+15122310000", "US")).toEqual({
      country: "US",
      type: "local",
      areaCode: "512",
      near: "+15122310000",
    });
    expect(like("+18332310000", "US", "toll-free")).toEqual({ country: "US", type: "toll-free" });
    expect(like("+441212946018", "GB")).toEqual({ country: "GB", type: "local", contains: "44121" });
  });

  it("looks around North American numbers only", () => {
    const near = (value: string, change = {}) => {
      const parsed = parseSearch({ ...values, areaCode: "512", ...change, near: value });
      return "search" in parsed ? parsed.search.near : parsed;
    };
    expect(near("+15122310000")).toBe("+15122310000");
    expect(near("everywhere")).toBe("");
    expect(near("+15122310000", { country: "GB", areaCode: "" })).toBe("");
    expect(near("+15122310000", { type: "toll-free", areaCode: "" })).toBe("");
  });
});

describe("a sealed offer", () => {
  const offer = {
    e164: "+15122310000",
    country: "US",
    type: "local",
    locality: "Austin",
    region: "TX",
    addressRequirement: "none",
    needsBundle: false,
    voice: true,
    sms: true,
    mms: false,
  } as const;

  it("comes back as it went, for its organisation only", () => {
    const sealed = sealOffer(offer, "org_1", "secret");
    expect(openOffer(sealed, "org_1", "secret")).toEqual(offer);
    expect(openOffer(sealed, "org_2", "secret")).toBeNull();
    expect(openOffer(sealed, "org_1", "another")).toBeNull();
    expect(openOffer(`x${sealed}`, "org_1", "secret")).toBeNull();
    expect(openOffer("", "org_1", "secret")).toBeNull();
  });
});
