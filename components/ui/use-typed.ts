import { useState } from "react";
import type { FormState } from "@/lib/domain/form-answer";

/**
 * What a form's newest answer says that was entered: `text` of a field, and whether a box was `ticked` (one that was
 * unticked is not sent). It is past once the form is drawn with other values than it was then (`drawn`), such as after it
 * was saved. A key on the form's own component would lose, without scripts, the answer of a form that somebody else's save
 * has changed.
 */
export function useTyped(state: FormState, drawn: string) {
  const at = state?.at ?? 0;
  const [answered, setAnswered] = useState({ at, drawn });
  if (answered.at !== at) setAnswered({ at, drawn });
  const values = answered.at !== at || answered.drawn === drawn ? state?.values : undefined;
  const text = (name: string): string | undefined => [values?.[name] ?? []].flat()[0];
  return { text, ticked: (name: string, otherwise: boolean) => (values ? Boolean(text(name)) : otherwise) };
}
