"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useActionState, useState } from "react";
import type { FormState } from "@/lib/domain/form-answer";
import { useHydrated } from "./use-hydrated";

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

/**
 * A form's action and its newest answer. With scripts a post that did not arrive, or that a newer release does not know,
 * is an answer like any other: nothing that was typed or ticked is lost. What asks for something goes once it is done.
 */
export function useFormAction(action: FormAction) {
  const isHydrated = useHydrated();
  // Without scripts the server draws the answer, for which it must know the action itself.
  const plain = useActionState(action, null);
  const guarded = useActionState(answered(action), null);
  const [, submit, pending] = isHydrated ? guarded : plain;
  const [done, setDone] = useState(0);
  const last = guarded[0] ?? plain[0];
  const state = last?.kind === "bad" && last.at === done ? { ...last, message: undefined } : last;
  return { state, submit, pending, onInput: () => setDone(last?.at ?? 0) };
}

const answered = (action: FormAction) => async (state: FormState, form: FormData) => {
  try {
    return await action(state, form);
  } catch (fault) {
    const message = whyLost(fault);
    if (!message) throw fault;
    return { kind: "bad" as const, message, at: Date.now(), values: valuesOf(form) };
  }
};

const valuesOf = (form: FormData) =>
  Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name).map(String)]));

/** In words what became of a post that no action of this page answered; null for any other fault. */
export function whyLost(fault: unknown): string | null {
  if (unstable_isUnrecognizedActionError(fault))
    return "The console was updated; nothing was changed. Reload the page, then do it again.";
  if (fault instanceof TypeError && /fetch|network|load failed|connection/i.test(fault.message))
    return "The network did not answer, so this may not have arrived. Check your connection, then try again: nothing on this page is lost.";
  return null;
}
