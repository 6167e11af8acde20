const THAT_HIDES = ["class", "style", "hidden", "inert", "open", "disabled"];

/**
 * Calls `goOn` whenever nothing that is shown has the focus: what had it may leave with the page before, a moment or
 * seconds after the answer has come. Until somebody presses something, from where they go on by themselves. Returns what
 * ends it.
 */
export function watchLostFocus(goOn: () => void) {
  const look = () => {
    const { activeElement: at } = document;
    if (!at || at === document.body || at.getClientRects().length === 0) goOn();
  };
  // Once it is drawn: until then what is hidden or disabled keeps the focus.
  let drawn = 0;
  const changes = new MutationObserver(() => {
    cancelAnimationFrame(drawn);
    drawn = requestAnimationFrame(() => setTimeout(look));
  });
  changes.observe(document.body, { childList: true, subtree: true, attributeFilter: THAT_HIDES });
  const ended = new AbortController();
  const end = () => {
    changes.disconnect();
    cancelAnimationFrame(drawn);
    ended.abort();
  };
  for (const pressed of ["keydown", "pointerdown"])
    document.addEventListener(pressed, end, { signal: ended.signal });
  look();
  return end;
}
