/**
 * How a Caller ID stands. Active and leaving ones are listed and answer call-backs; released and gone ones are history:
 * given back by somebody here, or no longer at Twilio.
 */
export const STATUSES = ["active", "leaving", "released", "gone"] as const;
export type CallerIdStatus = (typeof STATUSES)[number];

export const isListed = (status: CallerIdStatus) => status === "active" || status === "leaving";

export const STATUS_NAMES: Record<CallerIdStatus, string> = {
  active: "Active",
  leaving: "Leaving",
  released: "Released",
  gone: "Gone",
};
