"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";

/** A form whose answer is a page that may take a while: it says so until the page is there. What is not shown is not asked. */
export function GetForm(form: ComponentProps<"form">) {
  const [busy, setBusy] = useState(false);
  const ref = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Coming back with the browser's button shows this page as it was left.
    const rest = () => setBusy(false);
    const leaveOut = ({ formData }: FormDataEvent) => {
      for (const field of ref.current?.querySelectorAll<HTMLInputElement>("input:not([type=hidden])") ?? [])
        if (field.getClientRects().length === 0) formData.delete(field.name);
    };
    const { current } = ref;
    window.addEventListener("pageshow", rest);
    current?.addEventListener("formdata", leaveOut);
    return () => {
      window.removeEventListener("pageshow", rest);
      current?.removeEventListener("formdata", leaveOut);
    };
  }, []);
  return (
    <form {...form} ref={ref} method="get" aria-busy={busy || undefined} onSubmit={() => setBusy(true)} />
  );
}
