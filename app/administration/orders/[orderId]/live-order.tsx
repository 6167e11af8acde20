"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** Keeps an unfinished order's page up to date, and says so; without scripts the page reloads itself. */
export function LiveOrder({
  live,
  ended,
  done,
  total,
}: {
  live: boolean;
  ended: boolean;
  done: number;
  total: number;
}) {
  const router = useRouter();
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  useEffect(() => {
    if (!live) return;
    // A long list is dearer to draw, and nobody reads 500 rows a second.
    const timer = setInterval(
      () => document.visibilityState === "visible" && router.refresh(),
      total > 100 ? 2500 : 1000,
    );
    return () => clearInterval(timer);
  }, [live, total, router]);

  // Read out every tenth of the way, not every number.
  const tenth = total > 0 ? Math.floor((done / total) * 10) : 0;
  const [announced, announce] = useState("");
  useEffect(() => {
    announce(live ? `${tenth * 10} percent done` : ended ? "The purchase has ended." : "");
  }, [live, ended, tenth]);
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
