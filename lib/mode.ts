/** What this installation is; SPEC, section 6, says what each mode may do. */
export const MODES = ["embedded", "preview", "production"] as const;
export type Mode = (typeof MODES)[number];
