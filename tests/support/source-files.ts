import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** The files of the repository and what they import, for tests that hold them to laws. */
const TOPS = ["app", "components", "lib", "db", "tools", "tests"];
export const files = TOPS.flatMap((room) => walk(room)).concat(
  "middleware.ts",
  "instrumentation.ts",
  "next.config.ts",
  "drizzle.config.ts",
);
export const source = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
export const product = files.filter((file) => !/\.test\.tsx?$|^tests\/|^db\/testing/.test(file));

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    // A build that a bench made.
    if (name.startsWith(".")) return [];
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return walk(path);
    return /\.(m?tsx?|mjs)$/.test(name) ? [path] : [];
  });
}

export type Import = { from: string; to: string; typeOnly: boolean };

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

export const withoutComments = (file: string) =>
  (source.get(file) ?? "").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/"[^"\n]*"|`[^`]*`/g, "");

export const imports = product.flatMap(importsOf);
export const isClient = (file: string) => /^"use client";/m.test(source.get(file)?.slice(0, 200) ?? "");
export const isActions = (file: string) => /^"use server";/.test(source.get(file) ?? "");
/** Whether every name that one file takes from another is a type. */
export const onlyTypes = (from: string, to: string) => {
  const names = [...(source.get(from) ?? "").matchAll(/import\s+\{([^}]*)\}\s+from\s+"([^"]+)"/g)]
    .filter(([, , name]) => resolved(from, name ?? "") === to)
    .flatMap(([, list]) => (list ?? "").split(",").map((one) => one.trim()))
    .filter(Boolean);
  return names.length > 0 && names.every((name) => name.startsWith("type "));
};
export const broken = (rule: (one: Import) => boolean) =>
  imports.filter(rule).map(({ from, to }) => `${from} → ${to}`);

/** The room of a file of lib or db, such as lib/orders or db/client; null for all others. */
export function roomOf(file: string): string | null {
  const [top = "", name = ""] = file.split("/");
  if (top !== "lib" && top !== "db") return null;
  const room = `${top}/${name.replace(/\.ts$/, "")}`;
  return room === "db/embedded-files" ? "db/embedded" : room;
}
export const isIn = (file: string, ...rooms: string[]) => rooms.includes(roomOf(file) ?? "");
