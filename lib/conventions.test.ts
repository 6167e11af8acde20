import { describe, expect, it } from "vitest";
import {
  broken,
  files,
  isActions,
  isClient,
  isIn,
  product,
  source,
  withoutComments,
} from "@/tests/support/source-files";

/** The names that a file takes from others, by an import, a re-export, or `(await import(…)).name`. */
function namesTakenFrom(file: string): Set<string> {
  const text = source.get(file) ?? "";
  const lists = [
    ...text.matchAll(/(?:import|export)\s+(?:type\s+)?(?:\w+,\s*)?\{([^}]*)\}\s+from/g),
    ...text.matchAll(/const \{([^}]*)\} = await import\(/g),
  ].flatMap(([, list = ""]) => list.split(","));
  const single = [...text.matchAll(/await import\([^)]*\)\)\.(\w+)/g)].map(([, name = ""]) => name);
  return new Set([
    ...lists.map(
      (one) =>
        one
          .trim()
          .replace(/^type /, "")
          .split(/\s+as\s+|:/)[0] ?? "",
    ),
    ...single,
  ]);
}

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
    const literal = /(?<!(?:PageProps|RouteContext)<)["`]\/(administration|my|sign-in|refused|unavailable)\b/;
    const elsewhere = product.filter(
      (file) =>
        /^(app|components|lib|middleware)/.test(file) &&
        file !== "lib/domain/addresses.ts" &&
        !isClient(file) &&
        literal.test(source.get(file) ?? ""),
    );
    expect(elsewhere).toEqual([]);
  });

  it("has no form of its own, which would lose the page with the network", () => {
    const own = product.filter((file) =>
      /<form\b(?![^>]*method="(get|dialog)")/.test(source.get(file)?.replaceAll("=>", "") ?? ""),
    );
    expect(own).toEqual(["components/ui/action-form.tsx"]);
  });

  it("never asks a plain object for a name that somebody typed: it has a constructor", () => {
    expect(product.filter((file) => /\S in [A-Z][A-Z_]{2,}\b(?! [a-z])/.test(withoutComments(file)))).toEqual(
      [],
    );
  });

  it("exports what another file takes, and nothing else", () => {
    const taken = new Map(files.map((file) => [file, namesTakenFrom(file)]));
    const exported = /^export (?:async |abstract )?(?:const|function|class|type|interface) (\w+)/gm;
    const untaken = product
      .filter((file) => /^(lib|db|components)\//.test(file) && !isIn(file, "db/schema"))
      .flatMap((file) =>
        [...(source.get(file) ?? "").matchAll(exported)]
          .map(([, name = ""]) => name)
          .filter((name) => !files.some((other) => other !== file && taken.get(other)?.has(name)))
          .map((name) => `${file}: ${name}`),
      );
    expect(untaken).toEqual([]);
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
      "lib/auth/require-user.ts",
      "lib/demo/create-people.ts",
    ]);
    expect(
      whoCalls("engineActing").filter(
        (file) =>
          !/^(db\/queries|lib\/(purchasing|demo)|lib\/user-accounts\/confirm-address\.ts$)/.test(file),
      ),
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
          (line) =>
            !/^export const \w+Action = (action|choiceAction|memberAction|publicAction)\($/.test(
              line.replace(/\(.*$/, "("),
            ),
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
