import { expect, it, vi } from "vitest";
import { log, withLogFields } from "./log";

const lines = (spy: { mock: { calls: unknown[][] } }) =>
  spy.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);

it("writes one JSON object a line, with the fields of all the work it is part of", async () => {
  const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  await withLogFields({ requestId: "req_1" }, () =>
    withLogFields({ orderId: "ord_1" }, async () => {
      await Promise.resolve();
      log.warn("mail was not sent", { lineId: "lin_1" });
    }),
  );
  log.warn("elsewhere");
  expect(lines(warned)).toEqual([
    {
      time: expect.any(String),
      level: "warn",
      message: "mail was not sent",
      requestId: "req_1",
      orderId: "ord_1",
      lineId: "lin_1",
    },
    { time: expect.any(String), level: "warn", message: "elsewhere" },
  ]);
});

it("says what was thrown and why, without numbers and without what a query was asked", () => {
  const failed = vi.mocked(console.error);
  const cause = new Error("connection ended for +15125550123");
  log.error("pump", new Error('Failed query: select 1\nparams: a "secret",+15125550123', { cause }));
  const [line] = lines(failed);
  failed.mockClear();
  expect(line).toMatchObject({
    fault: "Failed query: select 1\nparams: [hidden]",
    cause: "connection ended for +151•••23",
  });
  expect(JSON.stringify(line)).not.toMatch(/5550123|a \\"secret/);
});
