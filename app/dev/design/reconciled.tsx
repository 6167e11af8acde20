import { datesOf } from "@/lib/domain/dates";
import type { FindingRow, Run } from "@/lib/reconcile/read-reconcile";
import { Findings } from "../../administration/reconcile/findings";
import { Reading } from "../../administration/reconcile/reading";
import { NOW, ORDER } from "./samples";
import { Section } from "./section";

const dates = datesOf({ country: "US", timeZone: "America/Chicago" }, NOW);
const RUN: Run = {
  id: "rec_design",
  organizationId: ORDER.organizationId,
  twilioAccountSid: "",
  requestedBy: null,
  state: "done",
  problem: null,
  expected: 10_012,
  read: 3000,
  nextPage: null,
  tries: 0,
  fence: 0,
  leaseUntil: null,
  notBefore: null,
  startedAt: NOW,
  finishedAt: NOW,
  notedAt: NOW,
  differing: 0,
};
const NUMBER = {
  sid: "",
  name: "Trade fair",
  voiceUrl: "https://pbx.example.com/fair",
  voiceFallbackUrl: "",
  overridden: false,
  voiceMethod: "POST",
  voiceFallbackMethod: "POST",
  statusCallback: "",
  statusCallbackMethod: "POST",
  createdAt: NOW,
};
const LINE = {
  id: "lin_design",
  orderId: ORDER.id,
  orderNumber: 1042,
  fence: 1,
  reason: "other-tag",
  priceMicros: 1_150_000,
  currency: "USD",
  attempts: 2,
  checks: 3,
  lastAttemptAt: NOW,
};

let digits = 160;
function row(change: Partial<FindingRow>): FindingRow {
  const e164 = `+15125550${digits++}`;
  return {
    e164,
    country: "US",
    type: "local",
    priceMicros: 1_150_000,
    currency: "USD",
    twilio: { ...NUMBER, e164 },
    listed: null,
    line: null,
    version: "drawn",
    drifts: [],
    monthly: { micros: 1_150_000, currency: "USD" },
    ...change,
  };
}
const listed = {
  id: "cid_design",
  e164: "",
  sid: "",
  forwardTo: ORDER.forwardTo,
  orderLineId: null,
  addedAt: NOW,
};
const tally = (count: number) => ({ count, monthly: new Map([["USD", count * 1_150_000]]) });

/** Twilio's account beside our list. */
export function Reconciled() {
  return (
    <>
      <Section title="Reading an account: how far, twice in trouble, done">
        <Reading dates={dates} run={{ ...RUN, state: "running" }} done={null} />
        <Reading dates={dates} run={{ ...RUN, state: "running", read: 0, tries: 2 }} done={null} />
        <Reading dates={dates} run={{ ...RUN, state: "failed", problem: "suspended" }} done={RUN} />
        <Reading dates={dates} run={RUN} done={RUN} />
      </Section>
      <Section title="What needs a person">
        <Findings
          dates={dates}
          view="review"
          tally={tally(3)}
          isKnown
          rows={[
            row({ line: LINE }),
            row({ twilio: null, line: LINE }),
            row({ line: { ...LINE, reason: "unclear-age" } }),
          ]}
        />
      </Section>
      <Section title="Not listed">
        <Findings
          dates={dates}
          view="unlisted"
          tally={tally(5)}
          isKnown
          rows={[
            row({}),
            row({ monthly: null }),
            row({ line: { ...LINE, reason: null } }),
            row({ line: { ...LINE, reason: "owned-and-changed" } }),
            row({ twilio: { ...NUMBER, e164: "", overridden: true } }),
          ]}
        />
      </Section>
      <Section title="Gone, changed, and neither">
        <Findings dates={dates} view="gone" tally={tally(1)} isKnown rows={[row({ twilio: null, listed })]} />
        <Findings
          dates={dates}
          view="drifted"
          tally={tally(1)}
          isKnown
          rows={[row({ listed, drifts: ["Renamed “reception” at Twilio."] })]}
        />
        <Findings dates={dates} view="older" tally={tally(1)} isKnown rows={[row({ listed })]} />
        <Findings dates={dates} view="gone" tally={tally(0)} isKnown rows={[]} />
        <Findings dates={dates} view="gone" tally={tally(0)} isKnown={false} rows={[]} />
      </Section>
    </>
  );
}
