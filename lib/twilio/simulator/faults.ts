import { type Answer, refusal } from "./answers";
import { random } from "./inventory";
import type { Store } from "./store";

/** What can go wrong, by request. "before" does nothing at Twilio, "after" has taken effect already. */
export type FaultAction =
  | { kind: "latency"; ms: number; jitter?: number }
  | { kind: "status429" }
  | { kind: "status5xx"; code?: number; effect: "before" | "after" }
  | { kind: "cut"; effect: "before" | "after" }
  | { kind: "cut-body" }
  | { kind: "hang"; effect: "before" | "after" }
  | { kind: "garbage" }
  | { kind: "taken-between" }
  | { kind: "account"; as: "20003" | "20403" | "20005" | "10001" | "21404" | "22300" }
  | { kind: "refuse"; code: number; status?: number; message?: string };

export type Fault = {
  id: string;
  match: { method?: string; path?: string; phoneNumber?: string; account?: string };
  action: FaultAction;
  /** How often it still strikes; null for always. */
  remaining: number | null;
  /** Strikes with this chance, drawn from the seed; null for certainly. */
  probability: number | null;
};

type Asked = { method: string; path: string; phoneNumber: string | null; account: string | null };

/** The faults that strike this request, each counted. */
export async function strikingFaults(store: Store, asked: Asked, seed: number): Promise<FaultAction[]> {
  const faults = await store.query<Fault>(
    "select id, match, action, remaining, probability from faults order by id",
  );
  const matching = faults.filter((fault) => matches(fault.match, asked));
  // One draw per request, so that the more faults are set the slower it does not get.
  const draw = matching.some((fault) => fault.probability !== null) ? await store.draw() : 0;
  const striking: FaultAction[] = [];
  for (const fault of matching) {
    if (fault.probability !== null && random(`${seed}/fault/${draw}/${fault.id}`)() >= fault.probability)
      continue;
    const counted = await store.query(
      `update faults set hits = hits + 1, remaining = remaining - 1
       where id = $1 and (remaining is null or remaining > 0) returning id`,
      [fault.id],
    );
    if (counted.length > 0) striking.push(fault.action);
  }
  return striking;
}

function matches(match: Fault["match"], asked: Asked): boolean {
  return (
    (!match.method || match.method === asked.method) &&
    (!match.path || asked.path.includes(match.path)) &&
    (!match.phoneNumber || match.phoneNumber === asked.phoneNumber) &&
    (!match.account || match.account === asked.account)
  );
}

const BLOCKS: Record<string, [status: number, message: string]> = {
  "20003": [401, "Authenticate"],
  "20403": [403, "Account is suspended"],
  "20005": [401, "Account not active"],
  "10001": [403, "Account is not active"],
  "21404": [
    400,
    "Trial accounts are allowed only one Twilio number. To purchase additional numbers, please upgrade your account.",
  ],
  "22300": [400, "Account temporarily restricted from provisioning new long codes"],
};

/** An answer that replaces the request: nothing happens at Twilio. */
export function answerBefore(fault: FaultAction): Answer | null {
  if (fault.kind === "status429") return refusal(429, 20429, "Too Many Requests");
  if (fault.kind === "status5xx" && fault.effect === "before") return broken(fault.code);
  if (fault.kind === "cut" && fault.effect === "before") return { kind: "cut" };
  if (fault.kind === "hang" && fault.effect === "before") return { kind: "hang" };
  if (fault.kind === "refuse") return refusal(fault.status ?? 400, fault.code, fault.message ?? "Refused");
  if (fault.kind === "account") {
    const [status, message] = BLOCKS[fault.as] ?? [403, "Forbidden"];
    return refusal(status, Number(fault.as), message);
  }
  return null;
}

/** What becomes of an answer whose effect has been committed. */
export function answerAfter(fault: FaultAction, answer: Answer): Answer {
  if (fault.kind === "status5xx" && fault.effect === "after") return broken(fault.code);
  if (fault.kind === "cut" && fault.effect === "after") return { kind: "cut" };
  if (fault.kind === "cut-body") return { kind: "cut", partial: answer };
  if (fault.kind === "hang" && fault.effect === "after") return { kind: "hang" };
  if (fault.kind === "garbage" && answer.kind === "answer")
    return {
      ...answer,
      headers: { "content-type": "text/html" },
      body: "<html><body>It works!</body></html>",
    };
  return answer;
}

const broken = (code = 500) => refusal(code, code === 503 ? 20503 : 20500, "Internal Server Error");
