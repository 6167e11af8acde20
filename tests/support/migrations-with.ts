import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];
export function removeFolders() {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

/** A folder of our migrations and these after them. */
export function migrationsWith(more: [name: string, sql: string][]): string {
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));
  folders.push(folder);
  cpSync("db/migrations", folder, { recursive: true });
  const journal = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"));
  for (const [index, [name, sql]] of more.entries()) {
    const tag = `100${index}_${name}`;
    journal.entries.push({
      idx: 100 + index,
      version: "7",
      when: Date.now() + index,
      tag,
      breakpoints: true,
    });
    writeFileSync(join(folder, `${tag}.sql`), sql);
  }
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify(journal));
  return folder;
}
