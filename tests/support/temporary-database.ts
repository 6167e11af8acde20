import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedDatabase } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import type { Mode } from "@/lib/domain/settings/mode";

/** A migrated PostgreSQL of its own, gone without a trace when it is stopped. */
export async function temporaryDatabase(environment: Mode = "embedded") {
  const dir = mkdtempSync(join(tmpdir(), "console-test-"));
  // PostgreSQL may run as another user, who must be able to enter.
  chmodSync(dir, 0o755);
  const cluster = await startEmbeddedDatabase({ dir, disposable: true });
  await migrateDatabase(cluster.url, { environment });
  return {
    url: cluster.url,
    stop: async () => {
      await cluster.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
