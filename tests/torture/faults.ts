import type { FaultAction } from "@/lib/simulator/faults";

type Planned = { name: string; action: FaultAction; method: "GET" | "POST" | "DELETE"; share: number };

/**
 * What goes wrong with requests about numbers, in shares of all faults of their method. "late" is a purchase that takes
 * effect after we have stopped waiting for it, "cut-late" one that does so after its connection broke, "other-number"
 * sells one of `spare` instead.
 */
const plan = (timeout: number, spare: string[]): Planned[] => [
  ...(spare.length > 0
    ? [
        {
          name: "other-number",
          action: { kind: "other-number", among: spare },
          method: "POST",
          share: 0.02,
        } as const,
      ]
    : []),
  { name: "cut-before", action: { kind: "cut", effect: "before" }, method: "POST", share: 0.1 },
  { name: "cut-after", action: { kind: "cut", effect: "after" }, method: "POST", share: 0.18 },
  { name: "cut-body", action: { kind: "cut-body" }, method: "POST", share: 0.08 },
  { name: "500-before", action: { kind: "status5xx", effect: "before" }, method: "POST", share: 0.06 },
  { name: "cut-late", action: { kind: "late", ms: timeout * 1.3 }, method: "POST", share: 0.06 },
  {
    name: "503-after",
    action: { kind: "status5xx", code: 503, effect: "after" },
    method: "POST",
    share: 0.16,
  },
  { name: "garbage", action: { kind: "garbage" }, method: "POST", share: 0.08 },
  { name: "hang-after", action: { kind: "hang", effect: "after" }, method: "POST", share: 0.06 },
  { name: "late", action: { kind: "late", ms: timeout * 1.3, hang: true }, method: "POST", share: 0.06 },
  { name: "429", action: { kind: "status429" }, method: "POST", share: 0.06 },
  { name: "rival", action: { kind: "taken-between" }, method: "POST", share: 0.08 },
  { name: "release-cut-before", action: { kind: "cut", effect: "before" }, method: "DELETE", share: 0.2 },
  { name: "release-cut-after", action: { kind: "cut", effect: "after" }, method: "DELETE", share: 0.3 },
  {
    name: "release-503-after",
    action: { kind: "status5xx", code: 503, effect: "after" },
    method: "DELETE",
    share: 0.2,
  },
  { name: "release-hang-after", action: { kind: "hang", effect: "after" }, method: "DELETE", share: 0.1 },
  {
    name: "release-late",
    action: { kind: "late", ms: timeout * 1.3, hang: true },
    method: "DELETE",
    share: 0.1,
  },
  { name: "release-429", action: { kind: "status429" }, method: "DELETE", share: 0.1 },
  { name: "look-cut", action: { kind: "cut", effect: "before" }, method: "GET", share: 0.5 },
  { name: "look-500", action: { kind: "status5xx", effect: "before" }, method: "GET", share: 0.5 },
];

type Control = (path: string, body?: unknown) => Promise<unknown>;

/** Sets every fault so that about `share` of all requests about numbers are struck. */
export async function setFaults(control: Control, share: number, timeout: number, spare: string[] = []) {
  for (const { name, action, method, share: of } of plan(timeout, spare))
    await control("faults", {
      id: name,
      match: { method, path: "IncomingPhoneNumbers" },
      action,
      probability: share * of,
    });
}

/** How often each fault struck. */
export async function countFaults(control: Control): Promise<Record<string, number>> {
  const faults = (await control("faults")) as { id: string; hits: number }[];
  return Object.fromEntries(
    faults
      .filter(({ hits, id }) => hits > 0 && id !== "latency" && id !== "slow-pages")
      .map(({ id, hits }) => [id, hits]),
  );
}
