import { expect, it, vi } from "vitest";
import { background } from "./background";

it("runs once per scope however often it is woken, and again once it has ended", async () => {
  let end = () => {};
  const work = vi.fn(() => new Promise<void>((done) => (end = done)));
  const { run } = background("once", work);
  const woken = [run(null), run(null), run("org_1"), run("org_1")];
  expect(work).toHaveBeenCalledTimes(2);
  expect(woken[0]).toBe(woken[1]);
  expect(work).toHaveBeenLastCalledWith(expect.objectContaining({ organizationId: "org_1" }));
  end();
  await woken[3];
  void run("org_1");
  expect(work).toHaveBeenCalledTimes(3);
});

it("keeps works of the same scope apart, and runs anew after a fault", async () => {
  const failing = background("failing", () => Promise.reject(new Error("away")));
  const other = background("other", async () => undefined);
  const [failed, fine] = await Promise.allSettled([failing.run(null), other.run(null)]);
  expect([failed.status, fine.status]).toEqual(["rejected", "fulfilled"]);
  await expect(failing.run(null)).rejects.toThrow("away");
});

it("gives up a run that does not end by its deadline, so that the next one begins", async () => {
  vi.useFakeTimers();
  const work = vi.fn(() => new Promise<void>(() => undefined));
  const { run } = background("hanging", work);
  const hung = expect(run(null)).rejects.toThrow("given up");
  await vi.advanceTimersByTimeAsync(300_000);
  await hung;
  void run(null);
  expect(work).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
