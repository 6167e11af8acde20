import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Axe finds nothing, light and dark, and nothing is wider than its window or a phone. */
export async function isFine(page: Page, what: string) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Legacy mode: our pages have no frames, and the other one opens a page of its own for each look.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (colorScheme === "light"
      ? axe.withTags(TAGS)
      : axe.withRules(["color-contrast"])
    ).analyze();
    expect(violations.map((one) => `${what}, ${colorScheme}: ${one.id} at ${one.nodes[0]?.target}`)).toEqual(
      [],
    );
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what} at 1280 px`).toBe(1280);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what} at 360 px`).toBe(360);
  await page.setViewportSize({ width: 1280, height: 800 });
}
