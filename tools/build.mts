import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = [
  "app",
  "components",
  "lib",
  "db",
  "middleware.ts",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
];
export const nextBin = join("node_modules", "next", "dist", "bin", "next");

/** Builds when a source is newer than the last build. */
export function ensureBuilt(distDir = ".next") {
  const mark = join(distDir, "BUILD_ID");
  if (existsSync(mark) && newest(SOURCES) < statSync(mark).mtimeMs) return;
  console.info("Building …");
  const env = {
    ...process.env,
    NEXT_DIST_DIR: distDir,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
  } as NodeJS.ProcessEnv;
  const build = () => spawnSync(process.execPath, [nextBin, "build"], { env, encoding: "utf8" });
  let result = build();
  if (result.status !== 0) {
    // Turbopack keeps a failed build in its cache and repeats it.
    rmSync(distDir, { recursive: true, force: true });
    result = build();
  }
  if (result.status !== 0) {
    console.error(result.stdout, result.stderr);
    throw new Error("The build failed");
  }
}

function newest(paths: string[]): number {
  return Math.max(
    ...paths.map((path) => {
      const stat = statSync(path);
      return stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
    }),
    0,
  );
}
