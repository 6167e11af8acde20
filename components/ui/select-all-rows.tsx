"use client";

import { useEffect, useRef } from "react";
import { SelectAll } from "./select-all";
import { useHydrated } from "./use-hydrated";

/**
 * In the head of a table: ticks every row that can be, and with it a click on a row that leads nowhere ticks that
 * row; with Shift, all from the last one on. It appears with scripts; without them each box is ticked by hand.
 */
export function SelectAllRows({ of, what }: { of: string; what: string }) {
  const hydrated = useHydrated();
  const own = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!hydrated) return;
    const body = own.current?.closest("table")?.tBodies[0];
    const { press, click } = ticksRows(of);
    body?.addEventListener("mousedown", press);
    body?.addEventListener("click", click);
    return () => {
      body?.removeEventListener("mousedown", press);
      body?.removeEventListener("click", click);
    };
  }, [hydrated, of]);
  if (!hydrated) return <span className="only-screen-reader">Select</span>;
  return (
    <span ref={own}>
      <SelectAll of={of} aria-label={`Select all ${what}`}>
        <span className="only-narrow">Select all</span>
      </SelectAll>
    </span>
  );
}

/** What a click on a row does that meets nothing else, and is not the end of marking text. */
function ticksRows(of: string) {
  let last: HTMLInputElement | null = null;
  let pressed = { x: 0, y: 0 };
  const press = ({ clientX, clientY }: MouseEvent) => {
    pressed = { x: clientX, y: clientY };
  };
  const click = ({ target, currentTarget, shiftKey, clientX, clientY }: MouseEvent) => {
    if (!(target instanceof Element) || !(currentTarget instanceof Element)) return;
    const boxes = [...currentTarget.querySelectorAll<HTMLInputElement>(`input[name="${of}"]:enabled`)];
    const box = boxes.find((one) => target.closest("tr")?.contains(one));
    if (!box) return;
    const before = last;
    if (target !== box) {
      // A label hands its click on to its box.
      const isMarking = Math.hypot(clientX - pressed.x, clientY - pressed.y) > MARKING_PIXELS;
      if (isMarking || target.closest("a, button, input, label, summary, [popover]")) return;
      tick(box, !box.checked);
    }
    if (shiftKey && before && before !== box) {
      const [from = 0, to = 0] = [boxes.indexOf(before), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const one of boxes.slice(from, to + 1)) tick(one, box.checked);
      document.getSelection()?.removeAllRanges();
    }
    last = box;
  };
  return { press, click };
}

/** A press that ends further away has marked text. */
const MARKING_PIXELS = 4;

function tick(box: HTMLInputElement, ticked: boolean) {
  if (box.checked !== ticked) box.click();
}
