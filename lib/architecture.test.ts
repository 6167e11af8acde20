import { describe, expect, it } from "vitest";
import {
  broken,
  type Import,
  imports,
  isActions,
  isClient,
  isIn,
  onlyTypes,
  product,
  roomOf,
  source,
} from "@/tests/support/source-files";

/**
 * The rooms of lib and db, from the top: each may import what stands in a line below it, types counted. A folder that is
 * not named here has no place yet.
 */
const ORDER: string[][] = [
  ["lib/start", "lib/demo"],
  ["lib/user-accounts"],
  ["lib/reconcile"],
  ["lib/releases"],
  ["lib/cart"],
  ["lib/orders"],
  ["lib/purchasing"],
  ["lib/account"],
  ["lib/transaction-codes"],
  ["lib/caller-ids"],
  ["lib/users"],
  ["lib/offers"],
  ["lib/forwarding"],
  ["lib/voice", "lib/web"],
  ["lib/auth"],
  ["lib/twilio"],
  ["lib/email"],
  ["lib/simulator"],
  ["lib/runtime"],
  ["db/migrate", "db/embedded"],
  ["db/queries"],
  ["db/client", "db/keyset", "db/leases"],
  ["db/schema"],
  ["lib/domain"],
];
const ROOMS_IN_ORDER = ORDER.flat();
/** Verbs, which pages may call. */
const VERBS = ROOMS_IN_ORDER.slice(
  ROOMS_IN_ORDER.indexOf("lib/user-accounts"),
  ROOMS_IN_ORDER.indexOf("lib/twilio"),
);

const rankOf = (file: string) => ORDER.findIndex((rooms) => rooms.includes(roomOf(file) ?? ""));

describe("the one direction", () => {
  it("gives every folder of lib and db a place", () => {
    const rooms = new Set(product.map(roomOf).filter((room) => room !== null));
    expect([...rooms].filter((room) => !ROOMS_IN_ORDER.includes(room))).toEqual([]);
    expect(ROOMS_IN_ORDER.filter((room) => !rooms.has(room))).toEqual([]);
  });

  it("leads down, types counted", () => {
    const leadsUp = ({ from, to }: Import) =>
      roomOf(from) !== null && source.has(to) && roomOf(from) !== roomOf(to) && rankOf(to) <= rankOf(from);
    expect(broken(leadsUp)).toEqual([]);
    expect(
      broken(({ from, to }) => roomOf(from) !== null && /^(app|components|tests|tools)\//.test(to)),
    ).toEqual([]);
  });

  it("keeps rules pure: clock, chance and everything else come in", () => {
    const allowed = (to: string) =>
      isIn(to, "lib/domain") || ["zod", "node:crypto", "libphonenumber-js/max", "ipaddr.js"].includes(to);
    expect(broken(({ from, to }) => isIn(from, "lib/domain") && !allowed(to))).toEqual([]);
    const impure = product.filter(
      (file) =>
        isIn(file, "lib/domain") && /Date\.now\(|new Date\(\)|Math\.random\(/.test(source.get(file) ?? ""),
    );
    expect(impure).toEqual([]);
  });

  it("keeps queries from the process's own database: who asks brings one", () => {
    expect(broken(({ from, to }) => from.startsWith("db/") && isIn(to, "lib/runtime"))).toEqual([]);
  });

  it("keeps the simulator apart: it knows our wire and its own tables", () => {
    expect(
      broken(
        ({ from, to }) =>
          isIn(from, "lib/simulator") && source.has(to) && !isIn(to, "lib/simulator", "lib/domain"),
      ),
    ).toEqual([]);
  });

  it("keeps components to rules and to one another", () => {
    expect(
      broken(
        ({ from, to }) =>
          from.startsWith("components/") && /^(lib|db|app)\//.test(to) && !isIn(to, "lib/domain"),
      ),
    ).toEqual([]);
  });

  it("keeps pages to verbs, words and the wrapper: no SQL, no provider", () => {
    const allowed = (to: string) => isIn(to, "lib/web", "lib/email", "lib/domain", "lib/runtime", ...VERBS);
    expect(
      broken(({ from, to }) => from.startsWith("app/") && /^(lib|db)\//.test(to) && !allowed(to)),
    ).toEqual([]);
    expect(
      broken(({ from, to }) => from.startsWith("app/") && (to === "drizzle-orm" || to === "pg")),
    ).toEqual([]);
  });

  it("keeps what the browser loads small: client files reach components, actions and types only", () => {
    const values = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports)
      if (!typeOnly && !onlyTypes(from, to)) values.set(from, [...(values.get(from) ?? []), to]);
    const reached = (file: string, path: string[]): string[] =>
      path.includes(file) || isActions(file)
        ? []
        : /^(lib|db)\//.test(file)
          ? [[...path, file].join(" → ")]
          : (values.get(file) ?? []).flatMap((to) => reached(to, [...path, file]));
    expect(product.filter(isClient).flatMap((file) => reached(file, []))).toEqual([]);
  });

  it("leaves the composition to start, and the demo to tools and tests", () => {
    expect(
      broken(
        ({ from, to }) => isIn(to, "lib/start") && !isIn(from, "lib/start") && from !== "instrumentation.ts",
      ),
    ).toEqual([]);
    expect(
      broken(({ from, to }) => isIn(to, "lib/demo") && !isIn(from, "lib/demo") && !from.startsWith("tools/")),
    ).toEqual([]);
  });
});
