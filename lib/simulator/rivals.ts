import { random } from "./inventory";
import { type Settings, simulatedNow } from "./settings";
import type { Store } from "./store";

type Shown = { e164: string; at: Date };

/** Which of these a rival has bought since a search showed them: an exponential lifetime drawn from the seed. */
export async function soldSinceShown(
  query: Store["query"],
  e164s: string[],
  settings: Settings,
): Promise<Set<string>> {
  if (settings.rivalRate === 0) return new Set();
  const shown = await query<Shown>("select e164, at from shown where e164 = any($1)", [e164s]);
  const now = simulatedNow(settings).getTime();
  return new Set(
    shown
      .filter(({ e164, at }) => now - at.getTime() > lifetime(e164, settings) * 1000)
      .map(({ e164 }) => e164),
  );
}

/** Rivals see what a search shows. */
export async function remember(store: Store, shown: { e164: string }[], settings: Settings): Promise<void> {
  if (settings.rivalRate === 0) return;
  await store.query("insert into shown select unnest($1::text[]), sim_now() on conflict do nothing", [
    shown.map(({ e164 }) => e164),
  ]);
}

/** Seconds until a rival buys this number. */
const lifetime = (e164: string, { seed, rivalRate }: Settings) =>
  -Math.log(1 - random(`${seed}/rival/${e164}`)()) / rivalRate;
