"use client";

import { useEffect, useRef } from "react";
import { watchLostFocus } from "./lost-focus";
import { useHydrated } from "./use-hydrated";

/**
 * Puts focus on its parent, or what `on` names, when it was lost with the page before, so that keyboards go on from what
 * just happened. `afterAct`: not where the browser itself loads the page, which begins at its top.
 */
export function Autofocus({ on, afterAct = false }: { on?: string; afterAct?: boolean }) {
  const here = useRef<HTMLSpanElement>(null);
  const isLedTo = useRef(useHydrated());
  useEffect(() => {
    if (afterAct && !isLedTo.current) return;
    return watchLostFocus(() => (on ? document.getElementById(on) : here.current?.parentElement)?.focus());
  }, [on, afterAct]);
  return <span ref={here} hidden />;
}
