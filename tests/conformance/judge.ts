import { ALLOWED } from "./allowed";
import type { Checked, Violation } from "./described";
import { SPOILED } from "./spoils";

const plain = ({ request, in: place, where, message }: Violation) =>
  `  ${request}\n    ${place} ${where}: ${message}`;

/** Says what was found; true when the description agrees, every exception was needed, and every spoil was seen. */
export function judge(walked: Checked[], spoiled: Checked[]): boolean {
  const violations = walked.flatMap((one) => one.violations);
  const unexpected = violations.filter((one) => !ALLOWED.some(({ covers }) => covers(one)));
  const unused = ALLOWED.filter(({ covers }) => !violations.some(covers));
  const unseen = spoiled.filter((one) =>
    one.violations.every((v) => ALLOWED.some(({ covers }) => covers(v))),
  );
  for (const one of unexpected) console.error(`Twilio's description does not know this:\n${plain(one)}`);
  for (const { why } of unused) console.error(`An exception that nothing needs any more: ${why}`);
  for (const { request } of unseen) console.error(`The proxy did not report what we spoiled: ${request}`);
  const counted = ALLOWED.map(({ why, covers }) => `${violations.filter(covers).length} × ${why}`);
  console.info(
    `conformance: ${walked.length} requests against Twilio's description | unexpected=${unexpected.length} | allowed: ${counted.join("; ") || "none"} | self-check: ${spoiled.length - unseen.length} of ${SPOILED} spoils reported`,
  );
  return (
    walked.length > 40 &&
    unexpected.length + unused.length + unseen.length === 0 &&
    spoiled.length === SPOILED
  );
}
