import { olderWebhooksOf, webhooksOf } from "@/lib/domain/twilio/call-settings";
import type { Webhooks } from "@/lib/domain/twilio/provider";
import { env } from "@/lib/runtime/config/env";

/** Where Twilio asks this installation what to do with a call. */
export const installedWebhooks = (): Webhooks => webhooksOf(env().publicUrl);

/** Where earlier versions of this installation had Twilio ask. */
export const olderWebhooks = (): Webhooks[] => olderWebhooksOf(env().publicUrl);
