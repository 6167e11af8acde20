import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The addresses of every page and route, read from the folders that make them; parameters as they are written. */
export function pagesAndRoutes(folder = "app"): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesAndRoutes(path);
    return /^(page\.tsx|route\.ts)$/.test(entry.name) ? [folder.replace(/^app/, "") || "/"] : [];
  });
}
