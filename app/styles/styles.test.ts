import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

/** Decision 021, executed: a class belongs to one stylesheet, which is named after what it draws. */
const within = (folder: string, end: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(end))
    .map((path) => join(folder, path));
const sheets = [...within("app", ".css"), ...within("components", ".css")].filter(
  (path) => path !== "app/globals.css",
);
const markup = [...within("app", ".tsx"), ...within("components", ".tsx")];
const nameOf = (sheet: string) => basename(sheet, ".css");

/** The classes of each selector of a sheet, in the order in which they stand. */
function selectorsOf(sheet: string): string[][] {
  const css = readFileSync(sheet, "utf8").replace(/\/\*[\s\S]*?\*\/|url\("[^"]*"\)/g, "");
  return [...css.matchAll(/([^{};]+)\{/g)]
    .map(([, head = ""]) => head.trim())
    .filter((head) => !head.startsWith("@"))
    .flatMap((head) => head.split(/,(?![^(]*\))/))
    .map((selector) => [...selector.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = ""]) => name))
    .filter((classes) => classes.length > 0);
}

/** Every word in the quotes of a `className`; what it is compared with is none. */
function classesOf(file: string): string[] {
  const values = readFileSync(file, "utf8").matchAll(
    /\bclassName[=:]\s*("[^"]*"|\{(?:\$\{[^}]*\}|[^}])*\})/g,
  );
  return [...values].flatMap(([, value = ""]) =>
    [...value.replace(/=== "[^"]*"/g, "").matchAll(/["`]([^"`]*)["`]/g)].flatMap(([, words = ""]) =>
      words
        .replace(/\$\{[^}]*\}/g, "")
        .split(" ")
        .filter(Boolean),
    ),
  );
}

const defined = new Set(sheets.flatMap(selectorsOf).flat());
const used = new Set(markup.flatMap(classesOf));

describe("classes", () => {
  it("are styled by the sheet that their name begins with", () => {
    const strangers = sheets.flatMap((sheet) =>
      selectorsOf(sheet)
        .map(([first = ""]) => first)
        .filter((name) => name !== nameOf(sheet) && !name.startsWith(`${nameOf(sheet)}-`))
        .map((name) => `${sheet}: .${name}`),
    );
    expect(strangers).toEqual([]);
  });

  it("are defined where they are used, and used where they are defined", () => {
    expect([...used].filter((name) => !defined.has(name))).toEqual([]);
    expect([...defined].filter((name) => !used.has(name))).toEqual([]);
  });

  it("name one thing: no two sheets have one name, and what is no layout stands beside its component", () => {
    expect(
      sheets.filter((sheet) => sheets.some((one) => one !== sheet && nameOf(one) === nameOf(sheet))),
    ).toEqual([]);
    expect(
      sheets.filter((sheet) => !sheet.startsWith("app/styles/") && !existsSync(sheet.replace(/css$/, "tsx"))),
    ).toEqual([]);
  });

  it("reach the browser: every sheet is imported once", () => {
    const imported = [...readFileSync("app/globals.css", "utf8").matchAll(/@import "(\.[^"]+)"/g)].map(
      ([, path = ""]) => join("app", path),
    );
    expect(imported.map((path) => relative(".", path)).sort()).toEqual([...sheets].sort());
    expect(imported.at(-1)).toBe("app/styles/only.css");
  });
});
