"use client";

import { type ReactNode, useId, useRef } from "react";
import { Button } from "./button";

/**
 * A button that asks before anything happens. With scripts the question is modal: focus stays in it and goes back to
 * the button; without them the same element is a popover.
 */
export function AskFirst({
  label,
  title,
  keep,
  confirm,
  children,
}: {
  label: string;
  title: string;
  /** The way out. */
  keep: string;
  /** The button that does it. */
  confirm: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <Button
        type="button"
        look="danger"
        popoverTarget={id}
        onClick={(event) => {
          event.preventDefault();
          dialog.current?.showModal();
        }}
      >
        {label}
      </Button>
      <dialog className="menu ask" id={id} ref={dialog} popover="auto" aria-labelledby={`${id}title`}>
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
