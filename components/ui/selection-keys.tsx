"use client";

import { useEffect, useRef, useState } from "react";

/**
 * Enter on a row's checkbox leads to the bar's buttons, which stand behind all rows; how many are ticked is said as it
 * changes.
 */
export function SelectionKeys() {
  const here = useRef<HTMLParagraphElement>(null);
  const [count, setCount] = useState(0);
  useEffect(() => {
    const form = here.current?.closest("form");
    const rows = (state = "") => `tbody .checkbox${state}`;
    const press = (event: KeyboardEvent) => {
      const { target, key } = event;
      const isRow = target instanceof Element && target.matches(rows());
      if (key !== "Enter" || !isRow || !form?.querySelector(rows(":checked"))) return;
      event.preventDefault();
      here.current?.parentElement?.querySelector<HTMLElement>(".button")?.focus();
    };
    const change = () => setCount(form?.querySelectorAll(rows(":checked")).length ?? 0);
    form?.addEventListener("keydown", press);
    form?.addEventListener("change", change);
    return () => {
      form?.removeEventListener("keydown", press);
      form?.removeEventListener("change", change);
    };
  }, []);
  return (
    <>
      <p className="only-screen-reader" role="status" ref={here}>
        {count > 0 && `${count} selected. Enter leads to what can be done.`}
      </p>
      <span className="selection-bar-key" aria-hidden="true">
        Enter
      </span>
    </>
  );
}
