/**
 * The address a request came from, for limits. `hops` proxies may be believed: each appends to X-Forwarded-For, so
 * what a stranger wrote there stands further left. Without a trusted proxy all requests count as one source.
 */
export function sourceAddress(forwardedFor: string | null, hops: number): string {
  if (hops === 0 || !forwardedFor) return "direct";
  const parts = forwardedFor.split(",").map((part) => part.trim());
  return parts.at(-hops) ?? "direct";
}
