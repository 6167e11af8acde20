import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** The laws of DESIGN and lib/README.md, executed over the files themselves. */
const ROOMS = ["app", "components", "lib", "db", "tools", "tests"];
const files = ROOMS.flatMap((room) => walk(room)).concat(
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

const imports = product.flatMap(importsOf);
const isClient = (file: string) => /^"use client";/m.test(source.get(file)?.slice(0, 200) ?? "");
const isActions = (file: string) => /^"use server";/.test(source.get(file) ?? "");
const broken = (rule: (one: Import) => boolean) =>
  imports.filter(rule).map(({ from, to }) => `${from} → ${to}`);

/** Rules and types: they know nothing but zod, phone numbers, hashing and one another. */
const PURE = [
  "lib/cart/cart.ts",
  "lib/offers/offer.ts",
  "lib/offers/search.ts",
  "lib/offers/type-of-number.ts",
  "lib/forwarding/forwarding.ts",
  "lib/orders/order.ts",
  "lib/orders/line.ts",
  "lib/orders/order-summary.ts",
  "lib/orders/order-history.ts",
  "lib/orders/engine-settings.ts",
  "lib/reconcile/reconcile.ts",
  "lib/transaction-codes/transaction-code.ts",
  "lib/format.ts",
  "lib/content-security-policy.ts",
  "lib/mode.ts",
  "lib/operations/request-id.ts",
  "lib/operations/redact.ts",
  "lib/auth/admin.ts",
  "lib/auth/email-address.ts",
  "lib/auth/return-address.ts",
  "lib/auth/session-cookie.ts",
  "lib/auth/source-address.ts",
  "lib/twilio/provider.ts",
  "lib/twilio/call-settings.ts",
  "lib/twilio/errors.ts",
  "lib/twilio/sealed-token.ts",
  "lib/twilio/trouble.ts",
  "lib/email/mailer.ts",
  "lib/voice/call-back.ts",
  "lib/voice/caller.ts",
];

describe("the one direction", () => {
  it("keeps lib and db from knowing pages and components", () => {
    expect(broken(({ from, to }) => /^(lib|db)\//.test(from) && /^(app|components)\//.test(to))).toEqual([]);
  });

  it("keeps components to pure files and to one another", () => {
    expect(
      broken(
        ({ from, to, typeOnly }) =>
          from.startsWith("components/") && /^(lib|db|app)\//.test(to) && !typeOnly && !PURE.includes(to),
      ),
    ).toEqual([]);
  });

  it("keeps pages away from SQL: app asks lib, and only lib asks db", () => {
    expect(
      broken(
        ({ from, to }) =>
          from.startsWith("app/") && (to.startsWith("db/") || to === "drizzle-orm" || to === "pg"),
      ),
    ).toEqual([]);
  });

  it("keeps pure files pure", () => {
    const allowed = (to: string) =>
      PURE.includes(to) || ["zod", "node:crypto", "libphonenumber-js/max"].includes(to);
    expect(broken(({ from, to, typeOnly }) => PURE.includes(from) && !typeOnly && !allowed(to))).toEqual([]);
  });

  it("keeps what the browser loads small: client files import components, actions and types only", () => {
    expect(broken(({ from, to, typeOnly }) => isClient(from) && !typeOnly && /^(lib|db)\//.test(to))).toEqual(
      [],
    );
  });

  it("has no circles", () => {
    expect(circles()).toEqual([]);
  });
});

describe("each thing in its room", () => {
  it("keeps SQL in db (and the simulator's own in the simulator)", () => {
    expect(
      broken(
        ({ from, to }) =>
          (to.startsWith("drizzle-orm") || to === "pg") &&
          !from.startsWith("db/") &&
          !["lib/twilio/simulator/store.ts", "drizzle.config.ts"].includes(from),
      ),
    ).toEqual([]);
  });

  it("keeps each vendor in its folder", () => {
    expect(
      broken(({ from, to }) => /^twilio(\/|$)/.test(to) && !/^lib\/(twilio|voice)\//.test(from)),
    ).toEqual([]);
    expect(broken(({ from, to }) => to === "resend" && !from.startsWith("lib/email/"))).toEqual([]);
    expect(broken(({ from, to }) => /^(next-auth|@auth)/.test(to) && !from.startsWith("lib/auth/"))).toEqual(
      [],
    );
  });

  it("reads the environment in lib/env.ts only (and in tools that start processes)", () => {
    const readers = product.filter(
      (file) => source.get(file)?.includes("process.env") && !file.startsWith("tools/"),
    );
    expect(readers.sort()).toEqual([
      "drizzle.config.ts",
      "instrumentation.ts",
      "lib/env.ts",
      "next.config.ts",
    ]);
  });

  it("keeps files short", () => {
    const long = product.filter((file) => (source.get(file)?.split("\n").length ?? 0) > 250);
    expect(long).toEqual([]);
  });

  it("has no drawer for everything", () => {
    expect(
      files.filter((file) => /(^|\/)(utils?|helpers?|types|services|hooks)(\/|\.tsx?$)/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => file !== file.toLowerCase() && !/\[\w+\]/.test(file))).toEqual([]);
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

/** Circles of value imports, each once, by depth-first search. */
function circles(): string[] {
  const graph = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly && source.has(to)) graph.set(from, [...(graph.get(from) ?? []), to]);
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.add(path.slice(start).sort().join(" ↔ "));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return [...found];
}
