import { callerIdsInBatches } from "@/db/queries/exported-caller-ids";
import { endNotice, postponeNotice } from "@/db/queries/notices";
import { claimReleaseNotice } from "@/db/queries/release-notices";
import { releaseNotices } from "@/db/schema";
import { CALLER_ID_COLUMNS, cellsOfCallerId } from "@/lib/caller-ids/caller-id-columns";
import { releaseAddress } from "@/lib/domain/addresses";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/domain/csv";
import { LEASE_MS } from "@/lib/email/patience";
import { sendNotice } from "@/lib/email/send-notice";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { withLogFields } from "@/lib/runtime/log";
import { releaseEmail } from "./release-email";

type Notice = NonNullable<Awaited<ReturnType<typeof claimReleaseNotice>>>;

/** Mails owners a file of what was released, once the release has ended or rests: each number once. */
export async function sendReleaseNotices(): Promise<void> {
  const db = database("engine");
  for (
    let notice = await claimReleaseNotice(db, LEASE_MS);
    notice;
    notice = await claimReleaseNotice(db, LEASE_MS)
  )
    await send(notice);
}

async function send(notice: Notice) {
  const db = database("engine");
  const { id, releaseId, release, tries } = notice;
  const { to, ...told } = release;
  const { publicUrl, support } = env();
  const end = () => endNotice(db, releaseNotices, notice);
  // Two processes saw the same: the other one tells.
  if (release.released.numbers === 0) return end();
  const file = { name: "released-caller-ids.csv", content: await fileOf(notice) };
  const message = releaseEmail({ ...told, link: `${publicUrl}${releaseAddress(releaseId)}`, support });
  const key = `release-notice/${id}`;
  const postpone = (ms: number) => postponeNotice(db, releaseNotices, id, ms);
  await withLogFields({ releaseId }, () =>
    sendNotice({ key, to, tries, end, postpone }, { ...message, file }),
  );
}

async function fileOf({ id, ...of }: Notice): Promise<string> {
  const lines = [BYTE_ORDER_MARK + csvLine(CALLER_ID_COLUMNS)];
  for await (const rows of callerIdsInBatches(database("engine"), of, { notice: id }))
    lines.push(...rows.map((row) => csvLine(cellsOfCallerId(row))));
  return lines.join("");
}
