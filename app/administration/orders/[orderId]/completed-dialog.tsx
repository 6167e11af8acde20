"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { MarkIcon } from "@/components/ui/mark-icon";

/** The message at the end. Open as it arrives; with scripts it is modal, so focus stays in it until OK. */
export function CompletedDialog({ numbers }: { numbers: number }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element?.open) return;
    // Not close(): that would count as read.
    element.open = false;
    element.showModal();
  }, []);
  // Once read it does not greet again at the next reload; focus goes on from the window's title.
  const settle = () => {
    window.history.replaceState(null, "", "?journey=seen");
    document.getElementById("window-title")?.focus();
  };
  return (
    <dialog
      className="completed-dialog"
      ref={dialog}
      open
      onClose={settle}
      aria-labelledby="completed"
      aria-describedby="completed-text"
    >
      <MarkIcon mark="success" />
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
