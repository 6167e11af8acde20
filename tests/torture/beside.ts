import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Another release's production build in a folder of its own, and what takes the folder away again. */
export function buildRelease(commit: string): { folder: string; remove: () => void } {
  const folder = join(mkdtempSync(join(tmpdir(), "release-")), "console");
  const run = (command: string, args: string[], cwd?: string) =>
    execFileSync(command, args, {
      cwd,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, NEXT_DIST_DIR: ".next-test", NEXT_TELEMETRY_DISABLED: "1" },
    });
  run("git", ["worktree", "add", "--detach", folder, commit]);
  run("npm", ["ci"], folder);
  run(process.execPath, [join("node_modules", "next", "dist", "bin", "next"), "build"], folder);
  return { folder, remove: () => run("git", ["worktree", "remove", "--force", folder]) };
}
