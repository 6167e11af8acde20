import {
  type EngineSettings,
  PRODUCTION_ENGINE,
  parseEngineSettings,
} from "@/lib/domain/engine/engine-settings";
import type { Mode } from "@/lib/domain/settings/mode";
import type { Reader } from "./reader";

/** How long the purchase engine waits; only embedded mode may be quicker than a provider's requests need. */
export function readEngine({ get, problems }: Reader, mode: Mode): EngineSettings {
  const value = get("ENGINE_SETTINGS");
  if (!value) return PRODUCTION_ENGINE;
  const settings = parseEngineSettings(value, { strict: mode !== "embedded" });
  if (typeof settings !== "string") return settings;
  problems.push(`ENGINE_SETTINGS ${settings}.`);
  return PRODUCTION_ENGINE;
}
