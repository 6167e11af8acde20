import { type Db, database } from "@/db/client";
import { env } from "@/lib/env";
import { twilioFor } from "@/lib/twilio";
import type { Provider, Webhooks } from "@/lib/twilio/provider";
import { installedWebhooks } from "@/lib/voice/webhooks";
import type { EngineSettings } from "./engine-settings";

/** The named points at which a test may kill the engine. */
export type CrashPoint =
  | "before-claim"
  | "after-intent"
  | "after-second-intent"
  | "after-effect"
  | "after-record";

export type Engine = {
  db: Db;
  providerFor: (twilioAccountSid: string) => Promise<Provider>;
  webhooks: Webhooks;
  settings: EngineSettings;
  /** 0 to 1, for jitter. */
  chance: () => number;
  /** Told of a line that could not be worked on; throws only to end the pump. */
  onFault: (error: unknown) => void;
  /** Does nothing in production. */
  crashPoint: (name: CrashPoint) => void | Promise<void>;
};

/** The engine of this installation. */
export function installedEngine(onFault: Engine["onFault"]): Engine {
  const { engine: settings } = env();
  return {
    db: database(),
    providerFor: twilioFor,
    webhooks: installedWebhooks(),
    settings,
    chance: Math.random,
    onFault,
    crashPoint: () => undefined,
  };
}
