"use client";

import { useEffect } from "react";

/** A message that was shown is not shown again; where no script can, its cookie runs out by itself. */
export function ClearFlashCookie({ cookie }: { cookie: string }) {
  useEffect(() => {
    void window.cookieStore?.delete(cookie);
  }, [cookie]);
  return null;
}
