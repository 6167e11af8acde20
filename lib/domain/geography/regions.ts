const STATES = `AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia
FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland
MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire
NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania
RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington
WV West Virginia|WI Wisconsin|WY Wyoming`;
const PROVINCES = `AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories
NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon`;

const named = (text: string) =>
  text.split(/[|\n]/).map((entry): [code: string, name: string] => [entry.slice(0, 2), entry.slice(3)]);

/** By country, the codes and names of what Twilio calls a region. */
const REGIONS = new Map([
  ["US", named(STATES)],
  ["CA", named(PROVINCES)],
  ["PR", named("PR Puerto Rico")],
]);

/** No code stands for two regions of North America. */
export const REGION_NAMES = new Map([...REGIONS.values()].flat());

const plain = (text: string) =>
  text
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");

/** What people write that is neither code nor name. */
const ALSO = new Map([
  ["washingtondc", "DC"],
  ["washingtonstate", "WA"],
  ["newyorkstate", "NY"],
  ["newfoundland", "NL"],
  ["labrador", "NL"],
  ["pei", "PE"],
  ["bc", "BC"],
]);

/** The region of a country that was meant: `TX`, `tx.`, `Texas`, `N. Carolina` and `Québec` are understood; null for what is none. */
export function readRegion(typed: string, country: string): string | null {
  const meant = plain(typed).replace(
    /^(n|s|w)(?=carolina|dakota|virginia)/,
    (side) => ({ n: "north", s: "south" })[side] ?? "west",
  );
  const regions = REGIONS.get(country) ?? [];
  const known = regions.find(([code, name]) => code.toLowerCase() === meant || plain(name) === meant);
  return known?.[0] ?? regions.find(([code]) => code === ALSO.get(meant))?.[0] ?? null;
}

/** In which country a state or province lies; null for what is none. */
export const countryOfRegion = (typed: string): string | null =>
  [...REGIONS.keys()].find((country) => readRegion(typed, country) !== null) ?? null;
