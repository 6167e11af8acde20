"use client";

import { useEffect } from "react";

/** Escape closes a window as its × does, but for what lies above it and for what is being typed. */
export function CloseByEscape() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, key, defaultPrevented, isComposing } = event;
      const isTyping =
        target instanceof Element && target.closest("input:not([type=checkbox]), select, textarea");
      if (key !== "Escape" || defaultPrevented || isComposing || isTyping) return;
      if (document.querySelector("dialog[open], :popover-open, details[open] > [data-closes]")) return;
      document.querySelector<HTMLElement>(".window-head > .button:last-of-type")?.click();
    };
    // Before what Escape closes above the window is closed.
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  }, []);
  return null;
}
