import { test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import type { Admin } from "@/lib/domain/actor/actor";
import { anotherAdmin, newOrganization, type Organization } from "./factories";

type Fixtures = {
  db: Db;
  /** The test's own. */
  organization: Organization;
  admin: Admin;
  /** Another admin of the organization. */
  colleague: Admin;
  /** Another organization's admin. */
  stranger: Admin;
};

/** A file's tests against a database of its own; each gets what it names, made for it alone. */
export function databaseTest(environment: Record<string, string> = {}) {
  const database = testDatabase(environment);
  return test.extend<Fixtures>({
    db: async ({}, use) => use(database()),
    organization: async ({ db }, use) => use(await newOrganization(db)),
    admin: async ({ organization }, use) => use(organization.admin),
    colleague: async ({ db, admin }, use) => use(await anotherAdmin(db, admin)),
    stranger: async ({ db }, use) => use((await newOrganization(db)).admin),
  });
}
