import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const files = readdirSync(".", { withFileTypes: true })
  .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(entry.name, { recursive: true, encoding: "utf8" }).map((path) => `${entry.name}/${path}`)
      : [entry.name],
  )
  .filter((path) => !/\/(\.|node_modules\/)/.test(path));
/** What was true once stays as it was written. */
const documents = files.filter(
  (file) => file.endsWith(".md") && !file.startsWith("docs/decisions/") && file !== "CHANGELOG.md",
);

it("no document names a file of this repository that is not there", () => {
  const missing = documents.flatMap((document) =>
    [...readFileSync(document, "utf8").matchAll(/`([\w./[\]*-]+\.(?:tsx?|mts|mjs|css|md|sql))`/g)]
      .map(([, name = ""]) => name)
      .filter((name) => {
        const end = new RegExp(`(^|/)${name.replace(/[.[\]]/g, "\\$&").replaceAll("*", "[^/]*")}$`);
        return !files.some((file) => end.test(file));
      })
      .map((name) => `${document}: ${name}`),
  );
  expect(documents.length).toBeGreaterThan(5);
  expect(missing).toEqual([]);
});
