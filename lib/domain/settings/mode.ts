/** What this installation is; docs/settings.md says what each mode may do. */
export const MODES = ["embedded", "preview", "production"] as const;
export type Mode = (typeof MODES)[number];

/** The mode that the environment asks for, whatever else is right or wrong in it. */
export function modeOf(source: Record<string, string | undefined>): Mode {
  if (source.EMBEDDED?.trim() === "yes") return "embedded";
  return source.VERCEL_ENV?.trim() === "preview" ? "preview" : "production";
}

/** Why a database that is marked for one environment may not serve another; null when it may. */
export function environmentProblem(marked: Mode | null, mode: Mode): string | null {
  if (marked === null || marked === mode) return null;
  return `This database is marked for ${marked}, and this is ${mode}. Nothing was changed. Point DATABASE_URL to a database of its own.`;
}
