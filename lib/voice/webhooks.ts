import { env } from "@/lib/env";
import type { Webhooks } from "@/lib/twilio/provider";

/** Where Twilio asks this installation what to do with a call. */
export function installedWebhooks(): Webhooks {
  const { publicUrl } = env();
  return {
    voiceUrl: `${publicUrl}/api/voice/incoming`,
    voiceFallbackUrl: `${publicUrl}/api/voice/fallback`,
  };
}
