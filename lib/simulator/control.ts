import { z } from "zod";
import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";
import { accountSchema, setAccount } from "./accounts";
import { empty, json } from "./answers";
import { callSchema } from "./call-script";
import { placeCall } from "./calls";
import { changeOutside, externalSchema } from "./external";
import { addFault, faultSchema } from "./faults";
import type { Simulator } from "./handle";
import { changeSettings, settingsOf, settingsSchema, simulatedNow } from "./settings";
import type { Store } from "./store";

/** What tests do to the simulated Twilio from outside; a request that breaks its shape is answered 400 in words. */
export async function control(
  { store, peaks }: Simulator,
  method: string,
  path: string,
  body: string,
): Promise<SimulatedAnswer> {
  const order = `${method} ${path.replace(/^\/__sim\//, "")}`;
  if (order === "GET peaks") return json(200, Object.fromEntries(peaks));
  try {
    return await obey(store, order, JSON.parse(body || "{}"));
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { message: z.prettifyError(error) });
    throw error;
  }
}

async function obey(store: Store, order: string, input: unknown): Promise<SimulatedAnswer> {
  switch (order) {
    case "POST faults":
      await addFault(store, faultSchema.parse(input));
      return empty(204);
    case "GET faults":
      return json(200, await store.query("select * from faults order by id"));
    case "DELETE faults":
      await store.query("delete from faults");
      return empty(204);
    case "POST settings":
      await changeSettings(store, settingsSchema.parse(input));
      return empty(204);
    case "POST clock": {
      const { advance } = z.strictObject({ advance: z.number() }).parse(input);
      const { clock } = await settingsOf(store);
      await changeSettings(store, { clock: clock + advance });
      return json(200, { now: simulatedNow(await settingsOf(store)) });
    }
    case "POST accounts":
      await setAccount(store, accountSchema.parse(input));
      return empty(204);
    case "POST external":
      await changeOutside(store, externalSchema.parse(input));
      return empty(204);
    case "POST rivals": {
      const { numbers } = z.strictObject({ numbers: z.array(z.string()) }).parse(input);
      await store.query("insert into rivals select unnest($1::text[]) on conflict do nothing", [numbers]);
      return empty(204);
    }
    case "GET ledger":
      return json(200, await store.query("select * from ledger order by seq"));
    case "GET numbers":
      return json(200, await store.query("select * from numbers where released_at is null order by e164"));
    case "POST calls/inbound":
      return json(200, await placeCall(store, callSchema.parse(input)));
    case "POST reset":
      await store.query("truncate accounts, account_rules, numbers, rivals, shown, ledger, faults, settings");
      return empty(204);
    default:
      return json(404, { message: `no control ${order}` });
  }
}
