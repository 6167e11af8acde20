import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

test("a short torture loses, doubles and forgets nothing, and its naive control is dirty", async () => {
  test.setTimeout(240_000);
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    "tsx",
    "tests/torture/run.mts",
    "--seed",
    "7",
    "--lines",
    "80",
    "--organizations",
    "2",
    // A line that is never written down is given up after ten leases.
    "--settings",
    "2/1/3",
    // Reading a large account for longer than three leases is for the long one.
    "--account",
    "0",
    "--releases",
    "40",
  ]);
  const [ours = "", naive = ""] = stdout.split("\n").filter((line) => line.includes(" seed="));
  console.info(`${ours}\n${naive}`);
  expect(ours).toContain("lost=0 double=0 orphan=0 stuck=0 charge_without_record=0");
  expect(ours).toMatch(
    / released=[1-9]\d* .*released_twice=0 released_unasked=0 not_released=0 bought_back=0 release_stuck=0/,
  );
  expect(ours).toMatch(/accepted_wrong=0 replayed=0 parallel_winners=1/);
  expect(ours).toMatch(/kill9=[1-9]/);
  expect(ours).toMatch(/rebuy=21422 at_once=[1-8] /);
  expect(naive).toMatch(/orphan=[1-9]/);
});
