import { z } from "zod";
import { SETTINGS } from "./incoming-numbers";
import type { Store } from "./store";

const about = { account: z.string(), numbers: z.array(z.string()).min(1) };

export const externalSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("buy"),
    ...about,
    name: z.string().max(64).optional(),
    voiceUrl: z.string().optional(),
    /** How long ago, in seconds; just now unless told. */
    ago: z.number().min(0).optional(),
  }),
  z.strictObject({ kind: z.literal("release"), ...about }),
  z.strictObject({
    kind: z.literal("edit"),
    ...about,
    name: z.string().max(64).optional(),
    voiceUrl: z.string().optional(),
    trunkSid: z.string().optional(),
    /** Any other of the number's settings, by Twilio's names. */
    settings: z.partialRecord(z.enum(SETTINGS), z.string()).optional(),
  }),
]);
export type External = z.infer<typeof externalSchema>;

/** What somebody does in Twilio's own console, ten thousand numbers at once if need be. */
export async function changeOutside(store: Store, change: External): Promise<void> {
  await store.transaction(async (query) => {
    const changed = await apply(query, change);
    await query(
      `insert into ledger (at, account_sid, request_id, e164, sid, effect, price_micros)
       select sim_now(), $1, 'console', e164, sid, $2, $3 from unnest($4::text[], $5::text[]) as c (e164, sid)`,
      [
        change.account,
        `external-${change.kind}`,
        change.kind === "buy" ? 1_150_000 : 0,
        changed.map((row) => row.e164),
        changed.map((row) => row.sid),
      ],
    );
  });
}

function apply(query: Store["query"], change: External): Promise<{ e164: string; sid: string }[]> {
  const { account, numbers } = change;
  switch (change.kind) {
    case "buy":
      return query(
        `insert into numbers (sid, account_sid, e164, type, friendly_name, settings, date_created, date_updated)
         select 'PN' || md5($1 || e164 || clock_timestamp()), $1, e164, 'local', coalesce($3, e164), $4, at, at
         from unnest($2::text[]) as e164, (select sim_now() - $5 * interval '1 second' as at) as moment
         returning e164, sid`,
        [account, numbers, change.name, voice(change.voiceUrl), change.ago ?? 0],
      );
    case "release":
      return query(
        `update numbers set released_at = sim_now()
         where account_sid = $1 and e164 = any($2) and released_at is null returning e164, sid`,
        [account, numbers],
      );
    case "edit":
      return query(
        `update numbers set friendly_name = coalesce($3, friendly_name), settings = settings || $4, date_updated = sim_now()
         where account_sid = $1 and e164 = any($2) and released_at is null returning e164, sid`,
        [
          account,
          numbers,
          change.name,
          {
            ...voice(change.voiceUrl),
            ...(change.trunkSid === undefined ? {} : { TrunkSid: change.trunkSid }),
            ...change.settings,
          },
        ],
      );
  }
}

const voice = (url?: string) => (url === undefined ? {} : { VoiceUrl: url });
