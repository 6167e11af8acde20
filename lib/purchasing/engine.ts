import type { ProviderContext } from "@/lib/account/provider-context";
import type { Webhooks } from "@/lib/domain/twilio/provider";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { twilioFor } from "@/lib/twilio";
import { installedWebhooks } from "@/lib/twilio/installed-webhooks";

/** The named points at which a test may kill the engine. */
export type CrashPoint =
  | "before-claim"
  | "after-intent"
  | "after-second-intent"
  | "after-effect"
  | "after-record";

export type Engine = ProviderContext & {
  webhooks: Webhooks;
  /** Told of a line that could not be worked on; throws only to end the pump. */
  onFault: (error: unknown) => void;
  /** Does nothing in production. */
  crashPoint: (name: CrashPoint) => void | Promise<void>;
};

/** The engine of this installation. */
export function installedEngine(onFault: Engine["onFault"]): Engine {
  const { engine: settings } = env();
  return {
    db: database("engine"),
    providerFor: twilioFor,
    webhooks: installedWebhooks(),
    settings,
    chance: Math.random,
    onFault,
    crashPoint: () => undefined,
  };
}
