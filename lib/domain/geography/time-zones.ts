/** Where most of a country's people live: the zone of an organisation that has not chosen one. */
const ZONES = new Map([
  ["US", "America/New_York"],
  ["CA", "America/Toronto"],
  ["PR", "America/Puerto_Rico"],
  ["GB", "Europe/London"],
]);

/** IANA; UTC for a country that we don't know. */
export const zoneOfCountry = (country: string): string => ZONES.get(country) ?? "UTC";
