import { eq, sql } from "drizzle-orm";
import { expect } from "vitest";
import { userNotices, users } from "@/db/schema";
import { databaseTest } from "@/tests/support/database-test";
import { inviteAgain } from "./invite-again";

const it = databaseTest();

it("invites again once in a while, however often it is pressed", async ({ db, organization, stranger }) => {
  const { admin, staff } = organization;
  const userId = staff[0]?.id ?? "";
  await db.update(users).set({ invitedAt: new Date(), emailVerified: null }).where(eq(users.id, userId));
  const outcomes = await Promise.all([1, 2, 3].map(() => inviteAgain(admin, userId)));
  expect(outcomes.sort()).toEqual(["invited", "just-invited", "just-invited"]);
  expect(await inviteAgain(stranger, userId)).toBe("not-waiting");
  await db.update(userNotices).set({ createdAt: sql`now() - interval '6 minutes'`, endedAt: new Date() });
  expect(await inviteAgain(admin, userId)).toBe("invited");
  await db.update(users).set({ emailVerified: new Date() }).where(eq(users.id, userId));
  expect(await inviteAgain(admin, userId)).toBe("not-waiting");
});
