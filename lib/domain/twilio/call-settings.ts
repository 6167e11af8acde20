import type { Webhooks } from "./provider";

/**
 * What Twilio is asked to do when an answer is lost: without it only a failed connection is tried again. Stands behind
 * the `#` of an address and is not signed, https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const RETRIES = "#rc=3&rp=all&rt=3500";
/** The same for a round of a ring-forever call, which has more time. */
export const REDIAL_RETRIES = "#rc=1&rp=all&rt=6000";

/** What is set on every number today; all of it by POST. `publicUrl` is this installation's origin. */
export function webhooksOf(publicUrl: string): Webhooks {
  return {
    voiceUrl: `${publicUrl}/api/voice/incoming${RETRIES}`,
    voiceFallbackUrl: `${publicUrl}/api/voice/fallback${RETRIES}`,
    statusCallback: `${publicUrl}/api/voice/status${RETRIES}`,
  };
}

/** What earlier versions of this console set, which still works: without retries and status callback. */
export function olderWebhooksOf(publicUrl: string): Webhooks[] {
  return [
    {
      voiceUrl: `${publicUrl}/api/voice/incoming`,
      voiceFallbackUrl: `${publicUrl}/api/voice/fallback`,
      statusCallback: "",
    },
  ];
}
