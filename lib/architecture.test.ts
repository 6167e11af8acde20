import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** The laws of lib/README.md, executed over the files themselves. */
const TOPS = ["app", "components", "lib", "db", "tools", "tests"];
const files = TOPS.flatMap((room) => walk(room)).concat(
  "middleware.ts",
  "instrumentation.ts",
  "next.config.ts",
  "drizzle.config.ts",
);
const source = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const product = files.filter((file) => !/\.test\.tsx?$|^tests\/|^db\/testing/.test(file));

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    // A build that a bench made.
    if (name.startsWith(".")) return [];
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return walk(path);
    return /\.(m?tsx?|mjs)$/.test(name) ? [path] : [];
  });
}

type Import = { from: string; to: string; typeOnly: boolean };

/** Imports between our own files; a package stays as it is written. */
function importsOf(file: string): Import[] {
  const text = source.get(file) ?? "";
  const found = [
    ...text.matchAll(
      /(?:import|export)\s+(type\s+)?(?:[\w*{][^"';]*?from\s+)?"([^"]+)"|import\("([^"]+)"\)/g,
    ),
  ];
  return found.map(([, type, fixed, dynamic]) => ({
    from: file,
    to: resolved(file, fixed ?? dynamic ?? ""),
    typeOnly: Boolean(type),
  }));
}

function resolved(file: string, name: string): string {
  const path = name.startsWith("@/")
    ? name.slice(2)
    : name.startsWith(".")
      ? normalize(join(dirname(file), name))
      : null;
  if (path === null) return name;
  return [path, `${path}.ts`, `${path}.tsx`, join(path, "index.ts")].find((one) => source.has(one)) ?? path;
}

const withoutComments = (file: string) =>
  (source.get(file) ?? "").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/"[^"\n]*"|`[^`]*`/g, "");

const imports = product.flatMap(importsOf);
const isClient = (file: string) => /^"use client";/m.test(source.get(file)?.slice(0, 200) ?? "");
const isActions = (file: string) => /^"use server";/.test(source.get(file) ?? "");
/** Whether every name that one file takes from another is a type. */
const onlyTypes = (from: string, to: string) => {
  const names = [...(source.get(from) ?? "").matchAll(/import\s+\{([^}]*)\}\s+from\s+"([^"]+)"/g)]
    .filter(([, , name]) => resolved(from, name ?? "") === to)
    .flatMap(([, list]) => (list ?? "").split(",").map((one) => one.trim()))
    .filter(Boolean);
  return names.length > 0 && names.every((name) => name.startsWith("type "));
};
const broken = (rule: (one: Import) => boolean) =>
  imports.filter(rule).map(({ from, to }) => `${from} → ${to}`);

/**
 * The rooms of lib and db, from the top: each may import what stands in a line below it, types counted. A folder that is
 * not named here has no place yet.
 */
const ORDER: string[][] = [
  ["lib/start", "lib/demo"],
  ["lib/user-accounts"],
  ["lib/reconcile"],
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

/** The room of a file of lib or db, such as lib/orders or db/client; null for all others. */
function roomOf(file: string): string | null {
  const [top = "", name = ""] = file.split("/");
  if (top !== "lib" && top !== "db") return null;
  const room = `${top}/${name.replace(/\.ts$/, "")}`;
  return room === "db/embedded-files" ? "db/embedded" : room;
}
const rankOf = (file: string) => ORDER.findIndex((rooms) => rooms.includes(roomOf(file) ?? ""));
const isIn = (file: string, ...rooms: string[]) => rooms.includes(roomOf(file) ?? "");

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

describe("each thing in its room", () => {
  it("keeps SQL in db (the simulator has tables of its own, and the demo writes what no verb would)", () => {
    expect(
      broken(
        ({ from, to }) =>
          (to.startsWith("drizzle-orm") || to === "pg") &&
          !from.startsWith("db/") &&
          !isIn(from, "lib/demo") &&
          !["lib/simulator/store.ts", "drizzle.config.ts"].includes(from),
      ),
    ).toEqual([]);
  });

  it("keeps each vendor in its folder", () => {
    expect(
      broken(({ from, to }) => /^twilio(\/|$)/.test(to) && !isIn(from, "lib/twilio", "lib/simulator")),
    ).toEqual([]);
    expect(broken(({ from, to }) => to === "resend" && !from.startsWith("lib/email/"))).toEqual([]);
    expect(broken(({ from, to }) => /^(next-auth|@auth)/.test(to) && !from.startsWith("lib/auth/"))).toEqual(
      [],
    );
  });

  it("reads the environment in one place (and in tools that start processes)", () => {
    const readers = product.filter(
      (file) => source.get(file)?.includes("process.env") && !file.startsWith("tools/"),
    );
    expect(readers.sort()).toEqual([
      "drizzle.config.ts",
      "instrumentation.ts",
      "lib/runtime/config/env.ts",
      "next.config.ts",
    ]);
  });

  it("keeps files short, and pages shorter", () => {
    const linesOf = (file: string) => (source.get(file)?.split("\n").length ?? 1) - 1;
    expect(product.filter((file) => linesOf(file) > 250)).toEqual([]);
    expect(product.filter((file) => /\/page\.tsx$/.test(file) && linesOf(file) > 80)).toEqual([]);
  });

  it("names the addresses of pages in one file, which client files are handed them from", () => {
    const literal =
      /(?<!(?:PageProps|RouteContext)<)["`]\/(administration|sign-in|no-access|refused|unavailable)\b/;
    const elsewhere = product.filter(
      (file) =>
        /^(app|components|lib|middleware)/.test(file) &&
        file !== "lib/domain/addresses.ts" &&
        !isClient(file) &&
        literal.test(source.get(file) ?? ""),
    );
    expect(elsewhere).toEqual([]);
  });

  it("never asks a plain object for a name that somebody typed: it has a constructor", () => {
    expect(product.filter((file) => /\S in [A-Z][A-Z_]{2,}\b(?! [a-z])/.test(withoutComments(file)))).toEqual(
      [],
    );
  });

  it("has no drawer for everything", () => {
    expect(
      files.filter((file) => /(^|\/)(utils?|helpers?|types|services|hooks)(\/|\.tsx?$)/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => file !== file.toLowerCase() && !/\[\w+\]/.test(file))).toEqual([]);
  });
});

describe("who acts", () => {
  const whoCalls = (name: string) =>
    product.filter((file) => new RegExp(`\\b${name}\\(`).test(source.get(file) ?? ""));

  it("is made at the edge alone: a person by the sign-in, the console by what runs by itself", () => {
    expect(whoCalls("personActing").sort()).toEqual([
      "lib/auth/require-admin.ts",
      "lib/demo/create-people.ts",
    ]);
    expect(
      whoCalls("engineActing").filter((file) => !/^(db\/queries|lib\/(purchasing|demo))\//.test(file)),
    ).toEqual([]);
  });

  it("has no change that nobody waits for", () => {
    const floating = product.flatMap((file) =>
      [...(source.get(file) ?? "").matchAll(/^\s*(tx|db)\b[.\s].*$/gm)]
        .map(([line]) => line.trim())
        // A statement begins a line of its own; a chain that is returned or awaited begins elsewhere.
        .filter((line) => /^(tx|db)(\.|$)/.test(line))
        .map((line) => `${file}: ${line}`),
    );
    expect(floating).toEqual([]);
  });
});

describe("what the browser can call", () => {
  it("is wrapped: a file of actions exports nothing else", () => {
    const exports = files.filter(isActions).flatMap((file) => {
      const text = source.get(file) ?? "";
      return [...text.matchAll(/^export .*$/gm)]
        .map(([line]) => line)
        .filter(
          (line) => !/^export const \w+Action = (action|publicAction)\($/.test(line.replace(/\(.*$/, "(")),
        )
        .map((line) => `${file}: ${line}`);
    });
    expect(exports).toEqual([]);
    expect(files.filter((file) => /^\s+"use server"/m.test(source.get(file) ?? ""))).toEqual([]);
  });

  it("never binds an action in a client file, which would spin the server without scripts", () => {
    expect(files.filter((file) => isClient(file) && /\.bind\(/.test(source.get(file) ?? ""))).toEqual([]);
  });
});
