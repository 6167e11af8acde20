import type { Violation } from "./described";

type Allowed = { why: string; covers: (violation: Violation) => boolean };

const answers = (where: RegExp, message: RegExp) => (one: Violation) =>
  one.in === "response" && where.test(one.where) && message.test(one.message);

/** Where the description of 8.3.2 is known to be wrong; one that nothing needs any more fails the run. */
export const ALLOWED: Allowed[] = [
  {
    why: "an error, of which the description declares none",
    covers: answers(/^$/, /Unable to match the returned status code/),
  },
  {
    why: "an address within the API, relative as Twilio's own examples have it",
    covers: answers(/(^|_|\.)uri$/, /must match format "uri"/),
  },
  {
    why: "an unset address, which Twilio answers as an empty string",
    covers: answers(/(^|\.)(status_callback|\w+_url)$/, /must match format "uri"/),
  },
  {
    why: "an unset sid, which Twilio answers as an empty string",
    covers: answers(/(voice|sms)_application_sid$/, /fewer than 34 characters|must match pattern/),
  },
  {
    why: "a coordinate, a string in every recorded answer",
    covers: answers(/(latitude|longitude)$/, /must be number,null/),
  },
  {
    why: "a price, a decimal string in the description's own examples",
    covers: answers(/^body\.phone_number_prices\.\d+\.(base|current)_price$/, /must be number/),
  },
  {
    why: "an empty sid in a request, which takes a number out of its trunk or application, or its emergency address off (not verified at Twilio)",
    covers: ({ in: place, where }) =>
      place === "request" && /^body\.(TrunkSid|VoiceApplicationSid|EmergencyAddressSid)$/.test(where),
  },
];
