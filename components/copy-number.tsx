"use client";

import { useEffect, useState } from "react";
import { Icon } from "./ui/icon";
import { useHydrated } from "./ui/use-hydrated";

const SAID_MS = 2_000;

/** Copies a number as a dialler takes it, and says so; its place is empty where no script can. */
export function CopyNumber({ e164, name }: { e164: string; name: string }) {
  const isHydrated = useHydrated();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <button
      type="button"
      className="copy-number"
      // Browsers give the clipboard to pages of https and localhost alone.
      data-ready={(isHydrated && navigator.clipboard !== undefined) || undefined}
      aria-label={`Copy ${name}`}
      title={`Copy ${e164}`}
      onClick={() =>
        navigator.clipboard.writeText(e164).then(
          () => setCopied(true),
          () => undefined,
        )
      }
    >
      <Icon name={isCopied ? "tick" : "copy"} />
      {isCopied && (
        <span role="status" className="only-screen-reader">
          Copied
        </span>
      )}
    </button>
  );
}
