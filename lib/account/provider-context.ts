import type { Db } from "@/db/client";
import type { EngineSettings } from "@/lib/domain/engine/engine-settings";
import type { Provider } from "@/lib/domain/twilio/provider";

/** What work with a Twilio account needs; tests bring their own. */
export type ProviderContext = {
  db: Db;
  /** `timeout` is that of the settings beside it: two that differ would wait for an answer that is never heard. */
  providerFor: (twilioAccountSid: string, timeout: number) => Promise<Provider>;
  settings: EngineSettings;
  /** 0 to 1, for jitter. */
  chance: () => number;
};
