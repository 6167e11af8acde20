export type EmergencyFacts = {
  settings: Record<string, string>;
  /** Since when its emergency address is being taken off. */
  unregistering_since: Date | null;
};

/** How long Twilio takes to take an emergency address off a number, in milliseconds of the virtual clock. */
const UNREGISTERING_MS = 30_000;

/** What Twilio says of the emergency address of a number. */
export function emergencyStatusOf({ settings, unregistering_since: since }: EmergencyFacts, now: Date) {
  if (settings.EmergencyAddressSid) return "registered";
  return since && now.getTime() - since.getTime() < UNREGISTERING_MS
    ? "pending-unregistration"
    : "unregistered";
}
