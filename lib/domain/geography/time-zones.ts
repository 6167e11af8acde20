/** Where most of a country's people live: the zone of an organisation that has not chosen one. */
const ZONES = new Map([
  ["US", "America/New_York"],
  ["CA", "America/Toronto"],
  ["PR", "America/Puerto_Rico"],
  ["GB", "Europe/London"],
]);

/** IANA; UTC for a country that we don't know. */
export const zoneOfCountry = (country: string): string => ZONES.get(country) ?? "UTC";

/** Whether this is a zone that dates can be written in. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Every zone by its IANA name, as this version of Node knows them. */
export const allTimeZones = (): string[] => Intl.supportedValuesOf("timeZone");
