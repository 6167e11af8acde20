"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button";

/**
 * The button of a form outside or inside of it. While the form is on its way a second press does nothing; it stays
 * focusable, so that nobody loses their place.
 */
export function Submit({ busy, children, ...rest }: ComponentProps<typeof Button> & { busy?: boolean }) {
  const { pending } = useFormStatus();
  const waiting = busy || pending;
  return (
    <Button
      {...rest}
      aria-disabled={waiting || undefined}
      aria-busy={pending || undefined}
      onClick={(event) => {
        if (waiting) event.preventDefault();
      }}
    >
      {children}
    </Button>
  );
}
