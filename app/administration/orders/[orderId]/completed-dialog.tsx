"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

/** The message at the end. Open as it arrives; with scripts it is modal, so focus stays in it until OK. */
export function CompletedDialog({ numbers }: { numbers: number }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element?.open) return;
    element.close();
    element.showModal();
  }, []);
  return (
    <dialog
      className="dialog"
      ref={dialog}
      open
      aria-labelledby="completed"
      aria-describedby="completed-text"
    >
      <svg className="seal" viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="7" cy="7" r="7" fill="currentColor" />
        <path
          d="m4 7.3 2 2 4-4.5"
          fill="none"
          stroke="var(--surface)"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <h2 id="completed">Purchase is completed</h2>
      <p id="completed-text">
        {numbers === 1 ? "1 number is" : `${numbers} numbers are`} in your Custom Caller IDs, ready for calls
        and call-backs.
      </p>
      <form className="actions" method="dialog">
        <Button look="primary" autoFocus>
          OK
        </Button>
      </form>
    </dialog>
  );
}
