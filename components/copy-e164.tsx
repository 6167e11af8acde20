"use client";

import { useEffect } from "react";

/** Copying a number that is shown in national format copies it in E.164. Without scripts the text is copied as shown. */
export function CopyE164() {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const selection = document.getSelection();
      const shown = selection?.anchorNode?.parentElement?.closest<HTMLElement>("[data-e164]");
      const e164 = shown?.dataset.e164;
      if (!e164 || selection?.toString().trim() !== shown.textContent?.trim()) return;
      event.clipboardData?.setData("text/plain", e164);
      event.preventDefault();
    };
    document.addEventListener("copy", copy);
    return () => document.removeEventListener("copy", copy);
  }, []);
  return null;
}
