import { PhoneNumber } from "@/components/phone-number";
import { Status } from "@/components/status";
import { TwilioMark } from "@/components/twilio-mark";
import { ButtonLink } from "@/components/ui/button";
import type { Mark } from "@/components/ui/mark-icon";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { Table } from "@/components/ui/table";
import { callerIdAddress, searchAgainAddress } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { plainNumber } from "@/lib/domain/format";
import { type ReleaseLineState, releaseFailureWords } from "@/lib/domain/releases/release";
import type { ReleaseView } from "@/lib/releases/read-release";
import { keepAction } from "./actions";

const STATES: Record<ReleaseLineState, [Mark, string]> = {
  leaving: ["checking", "Leaving"],
  queued: ["queued", "Waiting"],
  releasing: ["buying", "Releasing"],
  released: ["ended", "Released"],
  kept: ["active", "Kept"],
  refused: ["failed", "Not released"],
};

/** Twilio was not asked, or did not give it up. */
const KEEPABLE: ReleaseLineState[] = ["leaving", "queued", "refused"];

/** Each number, how it stands, and what can be done. */
export function ReleaseLines({ view: { release, lines }, dates }: { view: ReleaseView; dates: Dates }) {
  return (
    <Table
      caption="Its numbers"
      className="release-lines"
      columns={["Number", "Status", "What happens", { head: "", className: "table-right" }]}
    >
      {lines.map((line) => {
        const [mark, word] = STATES[line.state];
        return (
          <tr key={line.callerIdId}>
            <td className="table-number">
              <a className="link-row" href={callerIdAddress(line.callerIdId)}>
                <PhoneNumber e164={line.e164}>
                  <TwilioMark />
                </PhoneNumber>
              </a>
            </td>
            <td>
              <Status mark={mark}>{word}</Status>
            </td>
            <td className="release-lines-words">{wordsOf(line, dates)}</td>
            <td className="table-right">
              {line.state === "released" && (
                <span className="release-lines-act">
                  <ButtonLink href={searchAgainAddress(line)}>
                    <span>Search for it again</span>
                    <span className="only-screen-reader">{` ${plainNumber(line.e164)}`}</span>
                  </ButtonLink>
                </span>
              )}
              {KEEPABLE.includes(line.state) && (
                <PlainForm action={keepAction} className="release-lines-act">
                  <input type="hidden" name="releaseId" value={release.id} />
                  <input type="hidden" name="callerIdId" value={line.callerIdId} />
                  <Submit>
                    <span>Keep this number</span>
                    <span className="only-screen-reader">{` ${plainNumber(line.e164)}`}</span>
                  </Submit>
                </PlainForm>
              )}
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

function wordsOf(line: ReleaseView["lines"][number], dates: Dates): string {
  switch (line.state) {
    case "leaving":
      return "Answers call-backs, no outgoing calls";
    case "queued":
      return "Waits for its turn";
    case "releasing":
      return line.addressLooks > 0
        ? "Its emergency address is being taken off first"
        : "Twilio is being asked";
    case "released":
      return line.finishedAt ? dates.dayAndTime(line.finishedAt) : "";
    case "kept":
      return line.finishedAt ? `Kept or locked ${dates.when(line.finishedAt)}` : "";
    case "refused":
      return releaseFailureWords(line.failure ?? "");
  }
}
