"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { Checkbox } from "./checkbox";

/** Ticks every box called `of` of its form that is shown and enabled, and shows whether all, some or none are ticked. */
export function SelectAll({
  of,
  onTicked,
  children,
  ...rest
}: ComponentProps<"input"> & { of: string; onTicked?: () => void }) {
  const own = useRef<HTMLInputElement>(null);
  const boxes = () =>
    [...(own.current?.form?.querySelectorAll<HTMLInputElement>(`input[name="${of}"]:enabled`) ?? [])].filter(
      (box) => !box.closest("[hidden]"),
    );
  useEffect(() => {
    const form = own.current?.form;
    // After a search has hidden what it does not find.
    const look = () => requestAnimationFrame(show);
    show();
    form?.addEventListener("input", look);
    return () => form?.removeEventListener("input", look);

    function show() {
      if (!own.current) return;
      const all = boxes();
      const ticked = all.filter((box) => box.checked).length;
      own.current.checked = all.length > 0 && ticked === all.length;
      own.current.indeterminate = ticked > 0 && ticked < all.length;
    }
  });
  return (
    <Checkbox
      {...rest}
      ref={own}
      onChange={(event) => {
        for (const box of boxes()) box.checked = event.currentTarget.checked;
        onTicked?.();
      }}
    >
      {children}
    </Checkbox>
  );
}
