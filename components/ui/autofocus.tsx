"use client";

import { useEffect, useRef } from "react";

/**
 * Puts focus on its parent, or what `on` names, when it was lost with the page before, so that keyboards go on from what
 * just happened.
 */
export function Autofocus({ on }: { on?: string }) {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const goOn = () => {
      if (document.activeElement === document.body || document.activeElement === null)
        (on ? document.getElementById(on) : here.current?.parentElement)?.focus();
    };
    goOn();
    // What had the focus may leave with the page before a moment after this one has come.
    const later = setTimeout(goOn, 100);
    return () => clearTimeout(later);
  }, [on]);
  return <span ref={here} hidden />;
}
