"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** Says for how long the code works, and looks again once it does no more. `ms` is what is left by the database's clock. */
export function TimeLeft({ ms }: { ms: number }) {
  const router = useRouter();
  const [left, setLeft] = useState(ms);
  useEffect(() => {
    const until = Date.now() + ms;
    setLeft(ms);
    const timer = setInterval(() => {
      setLeft(until - Date.now());
      if (until > Date.now()) return;
      clearInterval(timer);
      router.refresh();
    }, 1000);
    return () => clearInterval(timer);
  }, [ms, router]);
  return <span>{`It approves exactly this order and works for ${inWords(left)}.`}</span>;
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms >= 60_000) return minutes === 1 ? "1 more minute" : `${minutes} more minutes`;
  return ms > 30_000 ? "less than a minute" : "some seconds";
}
