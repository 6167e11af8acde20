/**
 * The address a request came from, for limits. `hops` proxies may be believed: each appends to X-Forwarded-For, so
 * what a stranger wrote there stands further left. Null without a trusted proxy: nobody can say where it came from.
 */
export function sourceAddress(forwardedFor: string | null, hops: number): string | null {
  if (hops === 0 || !forwardedFor) return null;
  const parts = forwardedFor.split(",").map((part) => part.trim());
  return parts.at(-hops) ?? null;
}
