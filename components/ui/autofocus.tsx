"use client";

import { useEffect, useRef } from "react";
import { watchLostFocus } from "./lost-focus";

/**
 * Puts focus on its parent, or what `on` names, when it was lost with the page before, so that keyboards go on from what
 * just happened.
 */
export function Autofocus({ on }: { on?: string }) {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(
    () => watchLostFocus(() => (on ? document.getElementById(on) : here.current?.parentElement)?.focus()),
    [on],
  );
  return <span ref={here} hidden />;
}
