import { describe, expect, it } from "vitest";
import { openOffer, sealOffer } from "./offer";
import { parseSearch } from "./parse-search";
import { ANYTHING, describeSearch, readSearchForm, searchQuery, similarSearch } from "./search";

const values = { ...ANYTHING, country: "US", type: "local", back: "" };
const errorsOf = (change: Partial<typeof values>) => {
  const parsed = parseSearch({ ...values, ...change });
  return "problems" in parsed ? Object.keys(parsed.problems) : [];
};
const searchOf = (change: Partial<typeof values>) => {
  const parsed = parseSearch(readSearchForm({ ...values, ...change }, "US").values);
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.search;
};

describe("a search", () => {
  it("is the address, and has not happened on a bare one", () => {
    expect(readSearchForm({}, "CA")).toEqual({
      submitted: false,
      values: { ...values, country: "CA" },
      newerThan: null,
    });
    expect(readSearchForm({ newerThan: "1764193000123" }, "US")).toMatchObject({ newerThan: 1764193000123 });
    for (const newerThan of ["", "0", "-1", "1.5", "x", "9".repeat(17), "NaN"])
      expect(readSearchForm({ newerThan }, "US").newerThan).toBeNull();
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
    [{ areaCode: "9".repeat(300) }, ["areaCode"]],
    [{ contains: "9".repeat(300) }, ["contains"]],
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
    [{ contains: "206-5*8" }, ["contains"]],
    [{ state: "Texas" }, []],
    [{ state: "Tejas" }, ["state"]],
    [{ state: "tx" }, []],
    [{ state: "toString" }, ["state"]],
    [{ type: "mobile" }, ["type"]],
    [{ country: "PR", type: "toll-free" }, ["type"]],
    [{ country: "PR", areaCode: "787" }, []],
    [{ type: "toll-free", city: "Austin" }, ["city"]],
  ])("%j is wrong in %j", (change, fields) => expect(errorsOf(change)).toEqual(fields));
});

describe("what a search understands", () => {
  it.each([
    [{ areaCode: "(512)" }, { areaCode: "512" }],
    [{ areaCode: "+1 512" }, { areaCode: "512" }],
    [{ areaCode: "1-512" }, { areaCode: "512" }],
    [{ areaCode: "\u202a\u0665\u0661\u0662\u202c" }, { areaCode: "512" }],
    [{ areaCode: "(512) 206-5898" }, { areaCode: "512" }],
    [{ areaCode: "+15122065898" }, { areaCode: "512" }],
    [{ areaCode: "436" }, { areaCode: "436" }],
    [{ areaCode: "235" }, { areaCode: "235" }],
    [{ contains: "206-58" }, { contains: "20658" }],
    [{ contains: "206\u201158" }, { contains: "20658" }],
    [{ contains: "(512) 206-5898" }, { contains: "15122065898" }],
    [{ contains: "+1 512 206 5898" }, { contains: "+15122065898" }],
    [{ country: "GB", contains: "0121" }, { contains: "44121" }],
    [{ country: "GB", contains: "0121 496 0147" }, { contains: "441214960147" }],
    [{ country: "GB", contains: "+44 (0)121 496" }, { contains: "+44121496" }],
    [{ country: "GB", contains: "0044 121" }, { contains: "+44121" }],
    [{ country: "GB", contains: "0147" }, { contains: "44147" }],
    [{ country: "GB", contains: "05" }, { contains: "05" }],
    [{ country: "GB", contains: "+44 0121" }, { contains: "+44121" }],
    [{ state: "Texas" }, { state: "TX" }],
    [{ state: "tx." }, { state: "TX" }],
    [{ state: "N. Carolina" }, { state: "NC" }],
    [{ state: "west virginia" }, { state: "WV" }],
    [{ state: "Washington, D.C." }, { state: "DC" }],
    [{ country: "CA", state: "Québec" }, { state: "QC" }],
    [{ country: "CA", state: "B.C." }, { state: "BC" }],
    [{ country: "PR", state: "Puerto Rico" }, { state: "PR" }],
    [{ city: "Austin, TX" }, { city: "Austin", state: "TX" }],
    [{ city: "Austin TX" }, { city: "Austin", state: "TX" }],
    [{ city: "austin tx" }, { city: "austin", state: "TX" }],
    [{ city: "Charlotte, North Carolina" }, { city: "Charlotte", state: "NC" }],
    [{ city: "Port Washington" }, { city: "Port Washington", state: "" }],
    [{ city: "West New York" }, { city: "West New York", state: "" }],
    [{ city: "Port Washington, NY" }, { city: "Port Washington", state: "NY" }],
    [{ city: "La Ca\u00f1ada" }, { city: "La Canada", state: "" }],
    [{ city: "Austin, TX, USA" }, { city: "Austin", state: "TX" }],
    [{ city: "Washington DC" }, { city: "Washington", state: "DC" }],
    [
      { country: "CA", city: "Montréal" },
      { city: "Montreal", state: "" },
    ],
    [{ city: "New York" }, { city: "New York", state: "" }],
    [{ city: "Saint-Jérôme" }, { city: "Saint-Jerome", state: "" }],
    [
      { areaCode: "867", country: "CA", state: "Nunavut" },
      { areaCode: "867", state: "NU" },
    ],
  ])("%j as %j", (typed, meant) => expect(searchOf(typed)).toMatchObject(meant));

  it.each([
    [
      { areaCode: "416" },
      "areaCode",
      "416 is in Canada (Toronto, Ontario). Search Canada",
      { country: "CA", areaCode: "416" },
    ],
    [
      { areaCode: "416", state: "ON", city: "Toronto" },
      "areaCode",
      "416 is in Canada (Toronto, Ontario). Search Canada",
      { country: "CA", areaCode: "416", state: "ON", city: "Toronto" },
    ],
    [
      { city: "512" },
      "city",
      "That is no city, but it may be an area code. Search area code 512",
      { areaCode: "512", city: "" },
    ],
    [
      { areaCode: "+44 121" },
      "areaCode",
      "+44 121 is in the United Kingdom. Search the United Kingdom",
      { country: "GB", contains: "+44 121" },
    ],
    [
      { areaCode: "0121" },
      "areaCode",
      "0121 is in the United Kingdom. Search the United Kingdom",
      { country: "GB", contains: "0121" },
    ],
    [
      { state: "Puerto Rico" },
      "state",
      "Puerto Rico is a country here. Search Puerto Rico",
      { country: "PR" },
    ],
    [
      { city: "Toronto, ON" },
      "state",
      "ON is in Canada. Search Canada",
      { country: "CA", city: "Toronto", state: "ON" },
    ],
    [
      { areaCode: "867" },
      "areaCode",
      "867 is in Canada (Yukon, Northwest Territories or Nunavut). Search Canada",
      { country: "CA" },
    ],
    [
      { areaCode: "787" },
      "areaCode",
      "787 is in Puerto Rico. Search Puerto Rico",
      { country: "PR", areaCode: "787" },
    ],
    [
      { country: "CA", areaCode: "512" },
      "areaCode",
      "512 is in the United States (Austin, Texas). Search the United States",
      { country: "US" },
    ],
    [
      { areaCode: "876" },
      "areaCode",
      "876 is in Jamaica, whose numbers this console does not sell.",
      undefined,
    ],
    [
      { areaCode: "(833)" },
      "areaCode",
      "833 is toll-free. Search Toll-Free",
      { type: "toll-free", areaCode: "833" },
    ],
    [
      { type: "toll-free", areaCode: "416" },
      "areaCode",
      "Toll-free numbers start with 800, 833, 844, 855, 866, 877, 888. 416 is in Toronto, Ontario. Search local numbers",
      { type: "local", country: "CA" },
    ],
    [
      { areaCode: "512", state: "CA" },
      "state",
      "Area code 512 is in Austin, Texas. Search California without it",
      { areaCode: "", state: "CA" },
    ],
    [
      { state: "Ontario" },
      "state",
      "Ontario is in Canada. Search Canada",
      { country: "CA", state: "Ontario" },
    ],
    [
      { type: "mobile" },
      "type",
      "In the United States mobile numbers are local numbers. Search Local",
      { type: "local" },
    ],
    [
      { country: "PR", type: "toll-free" },
      "type",
      "Toll-free numbers of Puerto Rico are those of the United States. Search the United States",
      { country: "US", type: "toll-free" },
    ],
  ] as const)("%j belongs elsewhere, and %s says so: %s", (typed, field, words, meant) => {
    const parsed = parseSearch(readSearchForm({ ...values, ...typed }, "US").values);
    const problem = "problems" in parsed ? parsed.problems[field] : undefined;
    expect([problem?.words, problem?.instead?.label].filter(Boolean).join(" ")).toBe(words);
    if (meant) {
      expect(problem?.instead?.values).toMatchObject(meant);
      // Its link leads to a search that can be.
      expect(searchOf({ ...values, ...problem?.instead?.values })).toBeDefined();
    } else expect(problem?.instead).toBeUndefined();
  });

  it.each([
    [{ areaCode: "512" }, "512"],
    [{ country: "CA", city: "Toronto", state: "ON" }, "Toronto, ON"],
    [{ type: "toll-free", areaCode: "833" }, "Toll-Free 833"],
    [{ country: "GB" }, "United Kingdom"],
    [{ country: "GB", type: "mobile" }, "Mobile, United Kingdom"],
    [{ country: "GB", contains: "0121" }, "0121 in it, United Kingdom"],
    [{}, "United States"],
  ])("%j in a few words: %s", (typed, words) => expect(describeSearch(searchOf(typed))).toBe(words));

  it("comes back from its address as it was", () => {
    const search = searchOf({ areaCode: "(512)", city: "Austin, TX" });
    const again = parseSearch(
      readSearchForm(Object.fromEntries(new URLSearchParams(searchQuery(search))), "CA").values,
    );
    expect(again).toEqual({ search });
  });
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
    seenAt: 1764193000123,
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
