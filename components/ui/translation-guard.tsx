"use client";

/**
 * A browser's translator puts `<font>` in the place of each text that React drew. React would then change a text that
 * nobody sees, or fail to take one away, and the whole page with it. So the text comes back where it is about to be
 * changed, and the translator translates it anew.
 */
export const TranslationGuard = () => null;

/** What stands where a text stood, and the texts that one font stands for, in their order. */
const replacedBy = new WeakMap<Node, Element>();
const textsOf = new WeakMap<Element, Text[]>();

function guard() {
  const { removeChild, insertBefore } = Node.prototype;
  const nodeValue = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue");
  if (!nodeValue) return;
  new MutationObserver(remember).observe(document.documentElement, { childList: true, subtree: true });

  Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    if (child.parentNode === this) return removeChild.call(this, child) as Child;
    bringBack(child);
    const shown = childWith(child, this);
    if (shown) removeChild.call(this, shown);
    return child;
  };
  Node.prototype.insertBefore = function <Child extends Node>(
    this: Node,
    child: Child,
    before: Node | null,
  ): Child {
    if (before) bringBack(before);
    const at = before && before.parentNode !== this ? childWith(before, this) : before;
    return insertBefore.call(this, child, at) as Child;
  };
  Object.defineProperty(Node.prototype, "nodeValue", {
    ...nodeValue,
    set(this: Node, value: string | null) {
      bringBack(this);
      nodeValue.set?.call(this, value);
    },
  });
}

/** Which font took the place of which text: at once, or put beside it before or after it was taken away. */
function remember(changes: MutationRecord[]) {
  const fonts = changes.flatMap((change) =>
    [...change.addedNodes]
      .filter((node): node is Element => node instanceof Element && node.tagName === "FONT")
      .map((font) => ({ font, change })),
  );
  for (const change of changes)
    for (const text of change.removedNodes) {
      if (!(text instanceof Text) || text.isConnected) continue;
      const found = fonts.find((added) => tookPlace(added, text, change));
      if (!found) continue;
      replacedBy.set(text, found.font);
      textsOf.set(found.font, [...(textsOf.get(found.font) ?? []), text]);
    }
}

function tookPlace(
  { font, change: added }: { font: Element; change: MutationRecord },
  text: Text,
  removed: MutationRecord,
): boolean {
  if (added === removed) return true;
  if (added.target !== removed.target) return false;
  return (
    added.nextSibling === text ||
    added.previousSibling === text ||
    removed.nextSibling === font ||
    removed.previousSibling === font ||
    (added.nextSibling === removed.nextSibling && added.previousSibling === removed.previousSibling)
  );
}

/** Puts a text that was replaced back, with the others that the same font stands for. */
function bringBack(text: Node) {
  const font = text.isConnected ? undefined : replacedBy.get(text);
  if (!font?.isConnected) return;
  font.replaceWith(...(textsOf.get(font) ?? []).filter((one) => !one.isConnected));
}

/** The child of `parent` that holds `node`, such as a font around it. */
function childWith(node: Node, parent: Node): Node | null {
  let at: Node | null = node;
  while (at && at.parentNode !== parent) at = at.parentNode;
  return at;
}

// Before React takes over what the server drew.
if (typeof window !== "undefined") guard();
