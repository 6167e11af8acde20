"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { useHydrated } from "./use-hydrated";

/** Keeps a page up to date on which something is under way, and says so; without scripts the page reloads itself. */
export function AutoRefresh({
  live,
  every,
  reloads = true,
  says,
}: {
  live: boolean;
  /** Whether the page reloads itself where there are no scripts: not one that is being filled in. */
  reloads?: boolean;
  /** Milliseconds between two looks. */
  every: number;
  /** Read out whenever it changes, so not too often. */
  says: string;
}) {
  const router = useRouter();
  const hydrated = useHydrated();
  // A look that is begun puts off what an earlier one would draw, so on a slow network each waits for the one before.
  const [looking, look] = useTransition();
  useEffect(() => {
    if (!live || looking) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") look(() => router.refresh());
    }, every);
    return () => clearInterval(timer);
  }, [live, looking, every, router]);

  const [announced, announce] = useState("");
  useEffect(() => announce(says), [says]);
  return (
    <>
      {live && reloads && !hydrated && (
        <noscript>
          <meta httpEquiv="refresh" content="2" />
        </noscript>
      )}
      <p className="only-screen-reader" role="status">
        {announced}
      </p>
    </>
  );
}
