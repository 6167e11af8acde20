import { expect } from "vitest";
import { MAX_VIEWS } from "@/lib/domain/caller-ids/saved-view";
import { databaseTest } from "@/tests/support/database-test";
import { anotherAdmin } from "@/tests/support/factories";
import { deleteView } from "./delete-view";
import { listViews } from "./list-views";
import { saveView } from "./save-view";

const it = databaseTest();

it("views are every admin's of the organization and nobody else's, one a name whatever its case, and not too many", async ({
  db,
  admin,
  stranger,
}) => {
  const colleague = await anotherAdmin(db, admin);
  expect(await saveView(admin, { name: "Austin", query: "areaCode=512&evil=1" })).toMatchObject({
    kind: "saved",
  });
  expect(await saveView(colleague, { name: "AUSTIN", query: "areaCode=737" })).toMatchObject({
    kind: "saved",
  });
  expect(await saveView(admin, { name: "\u200b", query: "" })).toMatchObject({ kind: "problem" });
  const [view, ...others] = await listViews(admin);
  expect(view).toMatchObject({ name: "AUSTIN", query: "areaCode=737" });
  expect(others).toEqual([]);
  expect(await listViews(stranger)).toEqual([]);
  expect(await deleteView(stranger, view?.id ?? "")).toBeNull();
  for (let count = 1; count < MAX_VIEWS; count++) await saveView(admin, { name: `View ${count}`, query: "" });
  expect(await saveView(admin, { name: "One more", query: "" })).toEqual({
    kind: "problem",
    words: "There are 50 views already. Delete one first.",
  });
  expect(await listViews(admin)).toHaveLength(MAX_VIEWS);
  expect(await deleteView(colleague, view?.id ?? "")).toBe("AUSTIN");
  expect(await deleteView(admin, view?.id ?? "")).toBeNull();
});
