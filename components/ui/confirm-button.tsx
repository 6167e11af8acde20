"use client";

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button";

/**
 * A button that asks before anything happens. With scripts the question is modal: focus stays in it and goes back to
 * the button; without them the same element is a popover.
 */
export function ConfirmButton({
  label,
  look,
  mayAsk = () => true,
  title,
  keep,
  confirm,
  children,
}: {
  label: string;
  /** "danger" for what takes something away. */
  look?: ComponentProps<typeof Button>["look"];
  /** Whether there is anything to ask about; it says itself where there is not. With scripts alone. */
  mayAsk?: (form: HTMLFormElement | null) => boolean;
  title: string;
  /** The way out. */
  keep: string;
  /** The button that does it. */
  confirm: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // Answered: whatever the form says next must not lie behind the question.
    const form = dialog.current?.closest("form");
    const close = () => dialog.current?.close();
    form?.addEventListener("submit", close);
    return () => form?.removeEventListener("submit", close);
  }, []);
  return (
    <>
      <Button
        type="button"
        look={look}
        popoverTarget={id}
        onClick={(event) => {
          event.preventDefault();
          if (mayAsk(event.currentTarget.form)) dialog.current?.showModal();
        }}
      >
        {label}
      </Button>
      <dialog
        className="confirm-button-dialog"
        id={id}
        ref={dialog}
        popover="auto"
        aria-labelledby={`${id}title`}
      >
        <h2 id={`${id}title`}>{title}</h2>
        {children}
        <div className="actions">
          <Button
            type="button"
            popoverTarget={id}
            popoverTargetAction="hide"
            autoFocus
            onClick={(event) => {
              event.preventDefault();
              dialog.current?.close();
            }}
          >
            {keep}
          </Button>
          {confirm}
        </div>
      </dialog>
    </>
  );
}
