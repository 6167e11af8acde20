"use client";

import { type ComponentProps, useRef } from "react";

/**
 * A form that is on its way is not sent again: a double click must not cost a second try. Its buttons may stand
 * outside of it, where `useFormStatus` does not reach.
 */
export function ActionForm({ pending, ...form }: ComponentProps<"form"> & { pending: boolean }) {
  const sent = useRef(false);
  if (!pending) sent.current = false;
  return (
    <form
      {...form}
      aria-busy={pending || undefined}
      onSubmit={(event) => {
        if (sent.current) event.preventDefault();
        sent.current = true;
      }}
    />
  );
}
