"use client";

import { useEffect, useRef } from "react";

/** For two seconds. */
const MAX_TRIES = 20;

/**
 * Puts focus on its parent, or what `on` names, when it was lost with the page before, so that keyboards go on from what
 * just happened.
 */
export function Autofocus({ on }: { on?: string }) {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // The page before may leave a moment after this one has come, and what is not shown yet takes no focus.
    let tries = 0;
    const goOn = () => {
      const isLost = document.activeElement === document.body || document.activeElement === null;
      if (isLost) (on ? document.getElementById(on) : here.current?.parentElement)?.focus();
      tries += 1;
      if (tries === MAX_TRIES) clearInterval(again);
    };
    const again = setInterval(goOn, 100);
    goOn();
    return () => clearInterval(again);
  }, [on]);
  return <span ref={here} hidden />;
}
