import { Pool } from "pg";

/** The simulator's own tables, in a schema of its own; nothing of the application reads them. */
const DDL = `
create schema if not exists twilio_simulator;
set local search_path to twilio_simulator;
create table if not exists accounts (
  sid text primary key,
  balance_micros bigint not null default 10000000000
);
create table if not exists account_rules (account_sid text primary key, rules jsonb not null);
create table if not exists numbers (
  sid text primary key,
  account_sid text not null,
  e164 text not null,
  type text not null,
  friendly_name text not null,
  settings jsonb not null default '{}',
  date_created timestamptz not null default now(),
  date_updated timestamptz not null default now(),
  released_at timestamptz
);
alter table numbers add column if not exists unregistering_since timestamptz;
create unique index if not exists numbers_held on numbers (e164) where released_at is null;
create index if not exists numbers_of_account on numbers (account_sid, date_created desc, sid desc);
create table if not exists rivals (e164 text primary key);
create table if not exists shown (e164 text primary key, at timestamptz not null);
create table if not exists ledger (
  seq bigserial primary key,
  at timestamptz not null default now(),
  account_sid text not null,
  request_id text not null,
  e164 text not null,
  sid text,
  effect text not null,
  price_micros bigint not null default 0,
  answer text
);
create table if not exists faults (
  id text primary key,
  match jsonb not null,
  action jsonb not null,
  remaining integer,
  probability double precision,
  hits integer not null default 0
);
create table if not exists settings (name text primary key, value jsonb not null);
create sequence if not exists draws;
create or replace function twilio_simulator.sim_now() returns timestamptz language sql stable as $$
  select clock_timestamp() + coalesce(
    (select value::text::float8 from twilio_simulator.settings where name = 'clock'), 0) * interval '1 millisecond'
$$;
`;

export type Store = {
  pool: Pool;
  query: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** One transaction; nothing in it may wait for anything but the database. */
  transaction: <T>(work: (query: Store["query"]) => Promise<T>) => Promise<T>;
  /** Grows by one with every call: what seeded randomness is drawn from. */
  draw: () => Promise<number>;
};

export function openStore(databaseUrl: string): Store {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 8,
    options: "-c search_path=twilio_simulator",
    connectionTimeoutMillis: 10_000,
  });
  pool.on("error", () => undefined);
  let ready: Promise<void> | undefined;
  const prepared = () => {
    ready ??= prepare(pool).catch((error) => {
      ready = undefined;
      throw error;
    });
    return ready;
  };

  const query: Store["query"] = async (text, values = []) => {
    await prepared();
    return (await pool.query(text, values)).rows;
  };
  return {
    pool,
    query,
    async transaction(work) {
      await prepared();
      const client = await pool.connect();
      try {
        await client.query("begin");
        const result = await work(async (text, values = []) => (await client.query(text, values)).rows);
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
    async draw() {
      const [row] = await query<{ n: string }>("select nextval('draws') as n");
      return Number(row?.n);
    },
  };
}

/** Safe beside another process that does the same at the same moment. */
async function prepare(pool: Pool) {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(4010)");
    await client.query(DDL);
    await client.query("commit");
  } finally {
    client.release();
  }
}
