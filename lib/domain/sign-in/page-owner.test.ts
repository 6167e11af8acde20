import { expect, it } from "vitest";
import { pageOwner, readPageOwner } from "./page-owner";

const NOW = new Date("2026-11-27T12:00:00Z");
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

it("says for a day whose page it was, and nothing of what somebody else wrote", () => {
  const token = pageOwner("usr_one", NOW, "secret");
  expect(readPageOwner(token, later(23), "secret")).toBe("usr_one");
  expect(readPageOwner(token, later(25), "secret")).toBeNull();
  expect(readPageOwner(token, later(-1), "secret")).toBeNull();
  expect(readPageOwner(token, NOW, "another")).toBeNull();
  expect(readPageOwner(token.replace("usr_one", "usr_two"), NOW, "secret")).toBeNull();
  for (const forged of ["", ".", "usr_one", "usr_one..", `usr_one.${NOW.getTime()}.`, "é.é.é"])
    expect(readPageOwner(forged, NOW, "secret")).toBeNull();
});
