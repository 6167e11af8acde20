"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { watchLostFocus } from "./lost-focus";
import type { useFormAction } from "./use-form-action";

/**
 * A form with its action. One that is on its way is not sent again: a double click must not cost a second try. Its
 * buttons may stand outside of it, where `useFormStatus` does not reach. What was refused is still there as it was, and
 * focus is not lost.
 */
export function ActionForm({
  of: { state, submit, pending, onInput },
  ...form
}: ComponentProps<"form"> & { of: ReturnType<typeof useFormAction> }) {
  const own = useRef<HTMLFormElement>(null);
  const sent = useRef<FormData | null>(null);
  const isUnderWay = useRef(false);
  const isChanged = useRef(false);
  if (!pending) isUnderWay.current = false;
  const { at = 0, kind = null } = state ?? {};
  useEffect(() => {
    // React empties a form that was answered; one that is drawn anew has its values from the answer.
    const isKept = kind === "bad" || isChanged.current;
    if (at > 0 && isKept && own.current && sent.current) refill(own.current, sent.current);
    // Once: what is typed after that is newer.
    sent.current = null;
    if (at === 0) return;
    let end = () => {};
    const drawn = requestAnimationFrame(() => {
      if (kind === "bad") focusMistake(own.current);
      end = watchLostFocus(() => focusAnswer(own.current));
      showAnswer(own.current);
    });
    return () => {
      cancelAnimationFrame(drawn);
      end();
    };
  }, [at, kind]);
  return (
    <form
      {...form}
      ref={own}
      action={submit}
      onInput={(event) => {
        onInput();
        // Typed before the answer came: that is what it is filled with again.
        if (sent.current) {
          sent.current = new FormData(event.currentTarget);
          isChanged.current = true;
        }
        form.onInput?.(event);
      }}
      aria-busy={pending || undefined}
      onSubmit={(event) => {
        // What is asked for anew has no answer yet.
        onInput();
        if (isUnderWay.current) event.preventDefault();
        isUnderWay.current = true;
        sent.current = new FormData(event.currentTarget);
        isChanged.current = false;
      }}
    />
  );
}

/** What the form says is in sight, wherever its page stands: a phone shows a few lines of it beside its keyboard. */
const showAnswer = (form: HTMLFormElement | null) =>
  form?.querySelector(".notice, .field-error, .plain-form-message")?.scrollIntoView({ block: "nearest" });

/** Where what had the focus went with the answer, the keyboard goes on at what the page says, or at its heading. */
function focusAnswer(form: HTMLFormElement | null) {
  const main = document.getElementById("content");
  const next =
    form?.querySelector<HTMLElement>(".notice") ??
    main?.querySelector<HTMLElement>(".notice") ??
    main?.querySelector<HTMLElement>("h1");
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

const WRONG = '[aria-invalid="true"]';

/** A form that was sent by its button leads to the first field that is wrong, which says why. */
function focusMistake(form: HTMLFormElement | null) {
  if (document.activeElement?.matches(`button, ${WRONG}`)) form?.querySelector<HTMLElement>(WRONG)?.focus();
}

function refill(form: HTMLFormElement, sent: FormData) {
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement && sent.has(field.name))
      field.value = String(sent.get(field.name));
    if (!(field instanceof HTMLInputElement) || field.type === "hidden") continue;
    // Those without a name only say what the others do.
    if (field.type === "checkbox")
      field.checked = field.name ? sent.getAll(field.name).includes(field.value) : field.checked;
    // Its value says which one it is.
    else if (field.type === "radio") field.checked = sent.get(field.name) === field.value;
    else if (sent.has(field.name)) field.value = String(sent.get(field.name));
  }
}
