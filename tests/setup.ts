import { afterEach, beforeEach, expect, vi } from "vitest";

// A stray console.error is a failure: either it is expected and asserted, or it is a bug.
let errors: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  expect(errors.mock.calls, "console.error was called").toEqual([]);
});
