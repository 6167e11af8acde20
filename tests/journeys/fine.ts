import { expect, type Page } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";

const WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Axe finds nothing, light and dark, and nothing is wider than its window or a phone. */
export async function isFine(page: Page, what: string) {
  // Next takes the title away and brings it back when a page is drawn again after an action.
  await expect(page).toHaveTitle(/./);
  // What Playwright evaluates is not held to the page's content security policy.
  await page.evaluate(axe.source);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect(await violations(page, WCAG), `${what}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page, ["color-contrast"]), `${what}, dark`).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what} at 1280 px`).toBe(1280);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what} at 360 px`).toBe(360);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Each as its rule and the first element that breaks it. */
async function violations(page: Page, runOnly: string[]): Promise<string[]> {
  return page.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(options);
      return violations.map((one) => `${one.id} at ${one.nodes[0]?.target}`);
    },
    { runOnly, resultTypes: ["violations"] } satisfies RunOptions,
  );
}
