import { describe, expect, it } from "vitest";
import { callerIdFilterSchema, filterWords, searchOf } from "./caller-id-filter";

const ALL = callerIdFilterSchema.parse({});

describe("the filters of the Caller IDs", () => {
  it.each([
    [{}, ALL],
    [{ q: " ", status: "", source: "elsewhere", areaCode: "abc", ring: "maybe", label: "" }, ALL],
    [{ status: "constructor", source: ["own", "twilio"], q: "\u200b" }, ALL],
    // Longer than anything we have: it finds nothing, rather than everything.
    [{ q: "x".repeat(500) }, { ...ALL, q: "x".repeat(100) }],
    [{ areaCode: "+1 (512)" }, { ...ALL, areaCode: "512" }],
    [{ areaCode: "0121" }, { ...ALL, areaCode: "0121" }],
    [{ areaCode: "+44 (0)121" }, { ...ALL, areaCode: "0121" }],
    [{ country: "constructor", from: "2026-02-30", to: "0000-01-01", forwards: "()" }, ALL],
    [
      { country: "CA", from: "2026-02-28", forwards: "020 7946" },
      { ...ALL, country: "CA", from: "2026-02-28", forwards: "207946" },
    ],
    [
      { forwards: "NOWHERE", state: "\u200btexas" },
      { ...ALL, forwards: "nowhere", state: "texas" },
    ],
    [
      { q: "\u202e512\u200b 206", assigned: "nobody" },
      { ...ALL, q: "512 206", assigned: "nobody" },
    ],
  ])("%j mean what makes sense of them", (typed, filter) => {
    expect(callerIdFilterSchema.parse(typed)).toEqual(filter);
  });

  it.each([
    ["nobody", { unassigned: true, team: undefined, usedBy: undefined }],
    ["team:Front desk", { unassigned: false, team: "Front desk", usedBy: undefined }],
    ["usr_1", { unassigned: false, team: undefined, usedBy: "usr_1" }],
    // Nobody has such an id: nothing is found, rather than everything.
    ["usr 1", { unassigned: false, team: undefined, usedBy: "" }],
  ])("assigned to %s", (assigned, search) => {
    expect(searchOf({ ...ALL, assigned }, "UTC")).toMatchObject(search);
  });

  it.each([
    ["texas", null, "TX"],
    ["Québec", null, "QC"],
    ["on", "CA", "ON"],
    // Nowhere we know: what is written so.
    ["Bavaria", null, "BAVARIA"],
    ["constructor", "US", "CONSTRUCTOR"],
  ] as const)("the state %s in %s is %s", (state, country, region) => {
    expect(searchOf({ ...ALL, state, country }, "UTC")).toMatchObject({ region });
  });

  it("are told one by one, for the chips that take them away", () => {
    const filter = callerIdFilterSchema.parse({
      q: "austin",
      status: "gone",
      source: "own",
      areaCode: "512",
      assigned: "usr_1",
      ring: "yes",
      label: "Q4 push",
      country: "US",
      state: "tx",
      forwards: "nowhere",
      from: "2026-01-31",
    });
    expect(filterWords(filter, () => "Maya Lindqvist").map(({ words }) => words)).toEqual([
      "“austin”",
      "Gone",
      "Of your own",
      "United States",
      "Texas",
      "Area code 512",
      "Assigned to Maya Lindqvist",
      "Forwards nowhere",
      "Rings forever",
      "Labelled Q4 push",
      "Added from 2026-01-31",
    ]);
    expect(filterWords(ALL, () => undefined)).toEqual([]);
  });
});
