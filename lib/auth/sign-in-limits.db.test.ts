import { expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { maySendSignInLink } from "./sign-in-limits";

const database = testDatabase();
const ask = (email: string, source: string | null = null) => maySendSignInLink(database(), { email, source });

it("mails five links per address in a quarter of an hour, counted under parallel requests", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask("one@example.com")));
  expect(answers.filter(Boolean)).toHaveLength(5);
  expect(await ask("another@example.com")).toBe(true);
});

it("limits a known source over all addresses, and an unknown one not at all", async () => {
  const from = (source: string | null) =>
    Promise.all(Array.from({ length: 45 }, (_, index) => ask(`p${index}-${source}@example.com`, source)));
  expect((await from("203.0.113.9")).filter(Boolean)).toHaveLength(40);
  expect((await from(null)).filter(Boolean)).toHaveLength(45);
});
