import { lastEventOf, recordEvents } from "@/db/queries/audit";
import { findOrganizationNamed } from "@/db/queries/new-admins";
import { findSettings, updateSettings } from "@/db/queries/organizations";
import type { Admin } from "@/lib/domain/actor/actor";
import type { AuditEvent } from "@/lib/domain/audit/events";
import { isTimeZone, zoneOfCountry } from "@/lib/domain/geography/time-zones";
import { COUNTRIES, isCountry } from "@/lib/domain/offers/offer";
import { readOrganizationName } from "@/lib/domain/people/person";
import { database } from "@/lib/runtime/database";

export type Settings = { name: string; country: string; timeZone: string | null; version: number };

type ChangeOutcome =
  | { kind: "changed" | "unchanged" | "not-owner" }
  | { kind: "fields"; fields: Record<string, string> }
  /** Somebody was quicker: what holds, and who that was. */
  | { kind: "stale"; settings: Settings; by: { who: string | null; at: Date } | null };

export const readSettings = (admin: Admin): Promise<Settings> => findSettings(database(), admin);

/** Changes what an owner may change about the organisation; an empty zone is its country's. */
export async function changeOrganization(
  admin: Admin,
  version: number,
  typed: { name: string; country: string; timeZone: string },
): Promise<ChangeOutcome> {
  if (!admin.owner) return { kind: "not-owner" };
  const fields: Record<string, string> = {};
  const name = readOrganizationName(typed.name);
  if ("problem" in name) fields.name = name.problem;
  if (!isCountry(typed.country)) fields.country = "Choose one of the countries.";
  if (typed.timeZone && !isTimeZone(typed.timeZone)) fields.timeZone = "Choose one of the time zones.";
  if ("problem" in name || Object.keys(fields).length > 0) return { kind: "fields", fields };
  const after = { ...name, country: typed.country, timeZone: typed.timeZone || null };
  return database().transaction(async (tx) => {
    const before = await findSettings(tx, admin);
    const stale = async (settings: Settings): Promise<ChangeOutcome> => ({
      kind: "stale",
      settings,
      by: await lastEventOf(tx, admin, "organization.changed"),
    });
    if (before.version !== version) return stale(before);
    // create-admin knows organisations by their names.
    if (after.name !== before.name && (await findOrganizationNamed(tx, after.name)))
      return { kind: "fields", fields: { name: "This name can't be used. Choose another." } };
    const events = eventsOf(before, after);
    if (events.length === 0) return { kind: "unchanged" };
    if (!(await updateSettings(tx, admin, version, after))) return stale(await findSettings(tx, admin));
    await recordEvents(tx, admin, events);
    return { kind: "changed" };
  });
}

type Values = Omit<Settings, "version">;

function eventsOf(before: Values, after: Values): AuditEvent[] {
  const nameOf = (country: string) => (isCountry(country) ? COUNTRIES[country] : country);
  const zoneOf = ({ timeZone, country }: Values) => timeZone ?? zoneOfCountry(country);
  const pairs = [
    ["name", before.name, after.name],
    ["country", nameOf(before.country), nameOf(after.country)],
    ["time zone", zoneOf(before), zoneOf(after)],
  ] as const;
  return pairs
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]) => ({ kind: "organization.changed", what, before: old, after: now }));
}
