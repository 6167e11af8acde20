import type { Db } from "@/db/client";
import type { EngineSettings } from "@/lib/domain/engine/engine-settings";
import type { Provider } from "@/lib/domain/twilio/provider";

/** What work with a Twilio account needs; tests bring their own. */
export type ProviderContext = {
  db: Db;
  providerFor: (twilioAccountSid: string) => Promise<Provider>;
  settings: EngineSettings;
  /** 0 to 1, for jitter. */
  chance: () => number;
};
