import { z } from "zod";
import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";
import { blocked, blockSchema } from "./accounts";
import { refusal } from "./answers";
import { random } from "./inventory";
import type { Store } from "./store";

const milliseconds = z.number().min(0);
/** "before" does nothing at Twilio; "after" has taken effect already, but nobody hears of it. */
const effect = z.enum(["before", "after"]);
/** What can go wrong with one request. */
export const actionSchema = z.discriminatedUnion("kind", [
  /** The answer takes so long as a whole. */
  z.strictObject({ kind: z.literal("latency"), ms: milliseconds, jitter: milliseconds.optional() }),
  z.strictObject({ kind: z.literal("status429"), retryAfter: z.number().optional() }),
  z.strictObject({
    kind: z.literal("status5xx"),
    code: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).optional(),
    body: z.enum(["json", "html", "empty"]).optional(),
    effect,
  }),
  z.strictObject({ kind: z.literal("cut"), effect }),
  z.strictObject({ kind: z.literal("cut-body") }),
  z.strictObject({ kind: z.literal("hang"), effect }),
  z.strictObject({ kind: z.literal("garbage") }),
  /** The request is cut off now, or never answered, and takes effect so much later. */
  z.strictObject({ kind: z.literal("late"), ms: milliseconds, hang: z.boolean().optional() }),
  /** Refuses what comes while so many requests of the account are under way, really counted. */
  z.strictObject({ kind: z.literal("concurrency"), limit: z.number().int().min(0) }),
  /** Lists don't show what was bought within so many milliseconds. */
  z.strictObject({ kind: z.literal("stale-list"), ms: milliseconds }),
  /** The balance does not know what was bought within so many milliseconds. */
  z.strictObject({ kind: z.literal("balance-lag"), ms: milliseconds }),
  /** Sold to a rival a moment before this request. */
  z.strictObject({ kind: z.literal("taken-between") }),
  /** The answer to another question: one of these numbers is sold instead of the one that was asked for. */
  z.strictObject({ kind: z.literal("other-number"), among: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal("account"), as: blockSchema }),
  z.strictObject({
    kind: z.literal("refuse"),
    code: z.number().int(),
    status: z.number().int().optional(),
    message: z.string().optional(),
  }),
]);
export type FaultAction = z.infer<typeof actionSchema>;

export const faultSchema = z.strictObject({
  id: z.string().min(1),
  match: z
    .strictObject({ method: z.string(), path: z.string(), phoneNumber: z.string(), account: z.string() })
    .partial()
    .default({}),
  action: actionSchema,
  /** How often it strikes; always unless told. */
  times: z.number().int().positive().optional(),
  /** Strikes with this chance, drawn from the seed; certainly unless told. */
  probability: z.number().min(0).max(1).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

export async function addFault(store: Store, { id, match, action, times, probability }: Fault) {
  await store.query(
    `insert into faults (id, match, action, remaining, probability) values ($1,$2,$3,$4,$5)
     on conflict (id) do update set match = $2, action = $3, remaining = $4, probability = $5`,
    [id, match, action, times ?? null, probability ?? null],
  );
}

type Asked = { method: string; path: string; phoneNumber: string | null; account: string | null };

/** The faults that strike this request, each counted. */
export async function strikingFaults(store: Store, asked: Asked, seed: number): Promise<FaultAction[]> {
  const faults = await store.query<Pick<Fault, "id" | "match" | "action"> & { probability: number | null }>(
    "select id, match, action, probability from faults order by id",
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

/** Whether Twilio turns the request away unread: too many of the account are under way, this one counted. */
export const crowdedOut = (fault: FaultAction, underWay: number) =>
  fault.kind === "concurrency" && underWay > fault.limit;

/** An answer that replaces the request: nothing happens at Twilio. */
export function answerBefore(fault: FaultAction): SimulatedAnswer | null {
  if (fault.kind === "status429") return tooMany(fault.retryAfter);
  if (fault.kind === "status5xx" && fault.effect === "before") return broken(fault);
  if (fault.kind === "cut" && fault.effect === "before") return { kind: "cut" };
  if (fault.kind === "hang" && fault.effect === "before") return { kind: "hang" };
  if (fault.kind === "refuse") return refusal(fault.status ?? 400, fault.code, fault.message ?? "Refused");
  if (fault.kind === "account") return blocked(fault.as);
  return null;
}

/** What becomes of an answer whose effect has been committed. */
export function answerAfter(fault: FaultAction, answer: SimulatedAnswer): SimulatedAnswer {
  if (fault.kind === "status5xx" && fault.effect === "after") return broken(fault);
  if (fault.kind === "cut" && fault.effect === "after") return { kind: "cut" };
  if (fault.kind === "cut-body") return { kind: "cut", partial: answer };
  if (fault.kind === "hang" && fault.effect === "after") return { kind: "hang" };
  if (fault.kind === "garbage" && answer.kind === "answer")
    return { ...answer, headers: { "content-type": "text/html" }, body: PAGE };
  return answer;
}

const PAGE = "<html><body>It works!</body></html>";

export function tooMany(retryAfter?: number): SimulatedAnswer {
  const answer = refusal(429, 20429, "Too Many Requests");
  if (retryAfter === undefined || answer.kind !== "answer") return answer;
  return { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfter) } };
}

function broken({ code = 500, body = "json" }: Extract<FaultAction, { kind: "status5xx" }>): SimulatedAnswer {
  if (body === "json") return refusal(code, code === 503 ? 20503 : 20500, "Internal Server Error");
  return {
    kind: "answer",
    status: code,
    headers: { "content-type": "text/html" },
    body: body === "html" ? PAGE : "",
  };
}
