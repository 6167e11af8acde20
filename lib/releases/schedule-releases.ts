import { installedEngine } from "@/lib/purchasing/engine";
import { afterwards, background, onTimer } from "@/lib/runtime/background";
import { env } from "@/lib/runtime/config/env";
import { log } from "@/lib/runtime/log";
import { untilStopped } from "@/lib/runtime/stop";
import { beginDueReleases } from "./begin-due-releases";
import { pumpReleases } from "./pump-releases";
import { sendReleaseNotices } from "./send-release-notices";

const releasing = background("releases", ({ onFault, ...scope }) =>
  pumpReleases(installedEngine(onFault), scope),
);

/** Releases what is due, then tells owners what was: a mail that takes long keeps nobody from the next one. */
const release = (organizationId: string | null) =>
  releasing.run(organizationId).finally(() => untilStopped(sendReleaseNotices()));

/** Releases what is due of the organisation, once the answer has been sent. */
export const releaseAfterwards = (organizationId: string) =>
  afterwards("releases", async () => {
    await begin();
    await release(organizationId);
  });

/** On a preview, which nothing else wakes, whoever looks at the list. */
export const releaseWhenLookedAt = (organizationId: string) => {
  if (env().mode === "preview") releaseAfterwards(organizationId);
};

/** What can't be begun keeps nobody from what was begun. */
const begin = () => beginDueReleases().catch((fault) => log.error("releases", fault));

/** Everybody's: begins with what is due this morning. For the cron and the timer. */
export async function releaseEverything(): Promise<void> {
  await begin();
  await release(null);
}

const TIMER_MS = 5_000;

/** Self-hosted: asks every five seconds whether something is to be released. */
export const startReleaseTimer = () => onTimer("releases", TIMER_MS, releaseEverything, { atOnce: true });
