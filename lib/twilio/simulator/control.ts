import { z } from "zod";
import type { Answer } from "./answers";
import { empty, json } from "./answers";
import { type InboundCall, placeCall } from "./calls";
import type { Store } from "./store";

const faultSchema = z.object({
  id: z.string().min(1),
  match: z
    .object({ method: z.string(), path: z.string(), phoneNumber: z.string(), account: z.string() })
    .partial()
    .default({}),
  action: z.looseObject({ kind: z.string() }),
  times: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
});

/** What tests do to the simulated Twilio from outside: faults, settings, rivals, and reading the ledger. */
export async function control(store: Store, method: string, path: string, body: string): Promise<Answer> {
  const input = () => JSON.parse(body || "{}") as Record<string, unknown>;
  switch (`${method} ${path}`) {
    case "POST /__sim/faults": {
      const fault = faultSchema.parse(input());
      await store.query(
        `insert into faults (id, match, action, remaining, probability) values ($1,$2,$3,$4,$5)
         on conflict (id) do update set match = $2, action = $3, remaining = $4, probability = $5`,
        [fault.id, fault.match, fault.action, fault.times ?? null, fault.probability ?? null],
      );
      return json(201, fault);
    }
    case "GET /__sim/faults":
      return json(200, await store.query("select * from faults order by id"));
    case "DELETE /__sim/faults":
      await store.query("delete from faults");
      return empty(204);
    case "POST /__sim/settings":
      for (const [name, value] of Object.entries(input()))
        await store.query(
          "insert into settings values ($1, $2) on conflict (name) do update set value = $2",
          [name, JSON.stringify(value)],
        );
      return empty(204);
    case "POST /__sim/rivals":
      await store.query("insert into rivals select unnest($1::text[]) on conflict do nothing", [
        input().numbers,
      ]);
      return empty(204);
    case "GET /__sim/ledger":
      return json(200, await store.query("select * from ledger order by seq"));
    case "GET /__sim/numbers":
      return json(200, await store.query("select * from numbers where released_at is null order by e164"));
    case "POST /__sim/calls/inbound":
      return json(200, await placeCall(store, input() as InboundCall));
    case "POST /__sim/reset":
      await store.query("truncate accounts, numbers, rivals, ledger, faults, settings");
      return empty(204);
    default:
      return json(404, { message: `no control ${method} ${path}` });
  }
}
