export type FormValues = Record<string, string | string[]>;

/** What a form says after a post that leads nowhere else; `values` is what was typed, so that nothing is lost. */
export type FormAnswer =
  | { kind: "ok"; message?: string; fields?: undefined; values?: FormValues }
  | {
      kind: "bad";
      message?: string;
      /** Messages beside fields, by name. */
      fields?: Record<string, string>;
      values?: FormValues;
    };

/** An answer as the form gets it, null before the first post. `at` differs each time, so that it is announced again. */
export type FormState = (FormAnswer & { at: number }) | null;
