"use client";

/**
 * A browser's translator puts `<font>` in the place of each text that React drew. React would then change a text that
 * nobody sees, or fail to take one away, and the whole page with it. So the text comes back where it is about to be
 * changed, and the translator translates it anew.
 */
export const TranslationGuard = () => null;

/** What stands where a text stood. */
const replacedBy = new WeakMap<Node, Element>();

function guard() {
  const { removeChild, insertBefore, replaceChild } = Node.prototype;
  const data = Object.getOwnPropertyDescriptor(CharacterData.prototype, "data");
  const nodeValue = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue");
  if (!data || !nodeValue) return;
  const watch = new MutationObserver((changes) => changes.forEach(remember));
  watch.observe(document.body, { childList: true, subtree: true });

  Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    if (child.parentNode === this) return removeChild.call(this, child) as Child;
    const shown = standInFor(child, this);
    if (shown) removeChild.call(this, shown);
    return child;
  };
  Node.prototype.insertBefore = function <Child extends Node>(
    this: Node,
    child: Child,
    before: Node | null,
  ): Child {
    const at = before && before.parentNode !== this ? standInFor(before, this) : before;
    return insertBefore.call(this, child, at) as Child;
  };
  Object.defineProperty(Node.prototype, "nodeValue", {
    ...nodeValue,
    set(this: Node, value: string | null) {
      const shown = this instanceof Text && !this.isConnected ? replacedBy.get(this) : undefined;
      if (shown?.isConnected && shown.parentNode) replaceChild.call(shown.parentNode, this, shown);
      nodeValue.set?.call(this, value);
    },
  });
}

function remember({ removedNodes, addedNodes }: MutationRecord) {
  const [text] = removedNodes;
  const [shown] = addedNodes;
  if (text instanceof Text && shown instanceof Element && shown.tagName === "FONT")
    replacedBy.set(text, shown);
}

/** The child of `parent` that shows `node`: a font in its place, or one around it. */
function standInFor(node: Node, parent: Node): Node | null {
  let at: Node | null = node.isConnected ? node : (replacedBy.get(node) ?? null);
  while (at && at.parentNode !== parent) at = at.parentNode;
  return at;
}

// Before React takes over what the server drew.
if (typeof window !== "undefined") guard();
