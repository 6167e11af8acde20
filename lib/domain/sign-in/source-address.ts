import ipaddr from "ipaddr.js";

/**
 * The address a request came from, for limits. `hops` proxies may be believed: each appends to X-Forwarded-For, so
 * what a stranger wrote there stands further left. Null without a trusted proxy: nobody can say where it came from.
 */
export function sourceAddress(forwardedFor: string | null, hops: number): string | null {
  if (hops === 0 || !forwardedFor) return null;
  const parts = forwardedFor.split(",").map((part) => part.trim());
  return parts.at(-hops) ?? null;
}

/**
 * The network of an address, by which people are told apart: an IPv4 address, or the /64 of an IPv6 one, which is what
 * one household or host is given. A port behind it does not count. Null for what is no address.
 */
export function networkOf(address: string | null): string | null {
  const bare = (address ?? "")
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/%.*$/, "");
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null;
  // An IPv4 address in IPv6's notation is one of IPv4.
  const parsed = ipaddr.process(bare);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/64`)}/64`;
}
