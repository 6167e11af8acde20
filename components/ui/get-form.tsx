"use client";

import { type ComponentProps, useEffect, useState } from "react";

/** A form whose answer is a page that may take a while: it says so until the page is there. */
export function GetForm(form: ComponentProps<"form">) {
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    // Coming back with the browser's button shows this page as it was left.
    const rest = () => setBusy(false);
    window.addEventListener("pageshow", rest);
    return () => window.removeEventListener("pageshow", rest);
  }, []);
  return <form {...form} method="get" aria-busy={busy || undefined} onSubmit={() => setBusy(true)} />;
}
