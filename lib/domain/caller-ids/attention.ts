/**
 * How a Caller ID stands at Twilio, as the newest reading of the account found it; null where it is as we set it.
 * Redirected: its calls go to somebody else's address, or to a trunk or an application. Altered: its settings differ
 * otherwise. Renamed: it was bought again, or lost its name.
 */
export const AT_TWILIO = ["gone", "renamed", "redirected", "altered"] as const;

/** Why a listed Caller ID needs somebody; a trigger of the database says it, whoever changes what it hangs on. */
export const ATTENTIONS = ["gone", "changed", "nowhere", "unreachable"] as const;
export type Attention = (typeof ATTENTIONS)[number];

/** What stands instead of its status. */
export const ATTENTION_NAMES: Record<Attention, string> = {
  gone: "Gone at Twilio",
  changed: "Changed at Twilio",
  nowhere: "Forwards nowhere",
  unreachable: "Forwarding fails",
};
