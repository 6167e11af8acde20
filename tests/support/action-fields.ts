import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The fields that each action of the browser reads, out of its own schema: by the action's name. */
export function actionFields(): Map<string, string[]> {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((name) =>
    /actions\.ts$/.test(name),
  );
  return new Map(
    files.flatMap((file) => {
      const text = readFileSync(join("app", file), "utf8");
      const named = new Map(
        [...text.matchAll(/^const (\w+) = z\.object\(/gm)].map(({ 1: name = "", index }) => [
          name,
          fieldsAt(text, index),
        ]),
      );
      return [
        ...text.matchAll(
          /^export const (\w+) = (?:publicAction|memberAction|choiceAction|action)\(\s*(z\.object|\w+)/gm,
        ),
      ].map(({ 1: name = "", 2: schema = "", index }): [string, string[]] => {
        const fields = schema === "z.object" ? fieldsAt(text, index) : named.get(schema);
        if (!fields) throw new Error(`${file}: the schema of ${name} was not found`);
        return [name, fields];
      });
    }),
  );
}

/** The names of the first `z.object({ … })` from here on. */
function fieldsAt(text: string, from: number): string[] {
  const start = text.indexOf("z.object({", from) + "z.object({".length;
  const fields: string[] = [];
  let depth = 0;
  let entry = "";
  for (let at = start; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (depth === 0 && (letter === "," || letter === "}")) {
      const name = /^\s*(?:\/\*\*.*?\*\/\s*)?(?:\/\/.*\n\s*)?(\w+)/s.exec(entry)?.[1];
      if (name) fields.push(name);
      if (letter === "}") return fields;
      entry = "";
      continue;
    }
    if ("([{".includes(letter)) depth++;
    if (")]}".includes(letter)) depth--;
    entry += letter;
  }
  throw new Error("A schema without an end");
}
