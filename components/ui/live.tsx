"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** Keeps a page up to date on which something is under way, and says so; without scripts the page reloads itself. */
export function Live({
  live,
  every,
  says,
}: {
  live: boolean;
  /** Milliseconds between two looks. */
  every: number;
  /** Read out whenever it changes, so not too often. */
  says: string;
}) {
  const router = useRouter();
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), every);
    return () => clearInterval(timer);
  }, [live, every, router]);

  const [announced, announce] = useState("");
  useEffect(() => announce(says), [says]);
  return (
    <>
      {live && !scripted && (
        <noscript>
          <meta httpEquiv="refresh" content="2" />
        </noscript>
      )}
      <p className="sr-only" role="status">
        {announced}
      </p>
    </>
  );
}
