import { type ChildProcess, spawn } from "node:child_process";
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

/** Builds when a source is newer than the last build. The process is handed out, so that it can be ended. */
export async function ensureBuilt(distDir = ".next", onSpawn?: (build: ChildProcess) => void) {
  const mark = join(distDir, "BUILD_ID");
  if (existsSync(mark) && newest(SOURCES) < statSync(mark).mtimeMs) return;
  console.info("Building …");
  const env = {
    ...process.env,
    NEXT_DIST_DIR: distDir,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
  } as NodeJS.ProcessEnv;
  const build = () =>
    new Promise<{ ok: boolean; log: string }>((done) => {
      const next = spawn(process.execPath, [nextBin, "build"], { env, stdio: ["ignore", "pipe", "pipe"] });
      onSpawn?.(next);
      let log = "";
      for (const stream of [next.stdout, next.stderr]) stream.on("data", (chunk) => (log += chunk));
      next.once("close", (code) => done({ ok: code === 0, log }));
    });
  let result = await build();
  if (!result.ok) {
    // Turbopack keeps a failed build in its cache and repeats it.
    rmSync(distDir, { recursive: true, force: true });
    result = await build();
  }
  if (!result.ok) {
    console.error(result.log);
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
