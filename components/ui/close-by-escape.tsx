"use client";

import { useEffect } from "react";

/** Escape closes a window as its × does, but for what lies above it, and where something was typed, chosen or ticked. */
export function CloseByEscape() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, key, defaultPrevented, isComposing } = event;
      // Which closes its own list.
      const isChoosing = target instanceof Element && target.closest("select");
      if (key !== "Escape" || defaultPrevented || isComposing || isChoosing || isSomethingEntered()) return;
      if (document.querySelector("dialog[open], :popover-open, details[open] > [data-closes]")) return;
      document.querySelector<HTMLElement>(".window-head > .button:last-of-type")?.click();
    };
    // Before what Escape closes above the window is closed.
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  }, []);
  return null;
}

/** Whether a field of the window is not as it came; ticks in a list count. */
const isSomethingEntered = () =>
  [...document.querySelectorAll<HTMLInputElement>(".window :is(input, textarea)")].some((field) =>
    field.type === "checkbox" || field.type === "radio"
      ? field.checked !== field.defaultChecked
      : field.type !== "hidden" && field.value !== field.defaultValue,
  );
