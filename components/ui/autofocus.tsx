"use client";

import { useEffect, useRef } from "react";

/** Puts focus on its parent when it was lost with the page before, so that keyboards go on from what just happened. */
export function Autofocus() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null)
      here.current?.parentElement?.focus();
  }, []);
  return <span ref={here} hidden />;
}
