import { defineConfig } from "vitest/config";

const shared = { alias: { "@": import.meta.dirname }, setupFiles: ["tests/setup.ts"], restoreMocks: true };

export default defineConfig({
  test: {
    // Each file has a database of its own, and most of its time is waiting: two at a time also on two processors.
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias: shared.alias },
        test: {
          name: "unit",
          include: ["{app,components,lib,db,tools,tests}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts"],
          setupFiles: shared.setupFiles,
        },
      },
      {
        resolve: { alias: shared.alias },
        test: {
          name: "database",
          include: ["{app,lib,db,tests}/**/*.db.test.ts"],
          setupFiles: shared.setupFiles,
          globalSetup: ["tests/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
