import autocannon from "autocannon";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { callerIds } from "@/db/schema";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { median, type Stage } from "./stage";

const CONNECTIONS = 64;
const SECONDS = 4;
const ROUNDS = 5;
/** Until both servers run the code that their compiler has settled on. */
const WARM_UP_SECONDS = 6;

/** Signed call-backs to a number of ours, beside a bare route handler that reads the same post and answers, by turns. */
export async function webhooks({ consoleUrl, bareUrl, db, organization }: Stage) {
  const e164 = "+15122319999";
  const { organizationId, twilioAccountSid } = organization;
  await db.insert(callerIds).values({
    organizationId,
    source: "twilio",
    twilioAccountSid,
    sid: `PN${"0".repeat(32)}`,
    e164,
    country: "US",
    type: "local",
    forwardTo: "+16285550100",
    ringForever: true,
  });
  const params = {
    AccountSid: twilioAccountSid,
    CallSid: `CA${"0".repeat(32)}`,
    From: "+16175550188",
    To: e164,
  };
  const address = `${consoleUrl}/api/voice/incoming`;
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-twilio-signature": getExpectedTwilioSignature(SIMULATOR_CREDENTIALS.authToken, address, params),
  };
  const body = new URLSearchParams(params).toString();
  const sample = await (await fetch(address, { method: "POST", headers, body })).text();
  if (!sample.includes("<Dial") || !sample.includes("+16285550100"))
    throw new Error(`unexpected TwiML: ${sample}`);

  const fire = async (url: string, seconds = SECONDS) => {
    const result = await autocannon({
      url,
      method: "POST",
      headers,
      body,
      connections: CONNECTIONS,
      duration: seconds,
    });
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors`);
    return { perSecond: result.requests.average, p99: result.latency.p99 };
  };
  for (const url of [address, `${bareUrl}/post`, `${bareUrl}/empty`]) await fire(url, WARM_UP_SECONDS);
  const { perSecond: empty } = await fire(`${bareUrl}/empty`);
  console.info(`  a bare handler that reads nothing and says nothing: ${empty.toFixed(0)}/s`);
  const rounds: { ours: Awaited<ReturnType<typeof fire>>; bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { perSecond: bare } = await fire(`${bareUrl}/post`);
    const ours = await fire(address);
    rounds.push({ ours, bare });
    console.info(`  ${ours.perSecond.toFixed(0)}/s, p99 ${ours.p99} ms; bare ${bare.toFixed(0)}/s`);
  }
  // Neighbours in time share the machine's moods, so each round has its own ratio.
  const ratio = median(rounds.map(({ ours, bare }) => bare / ours.perSecond));
  const p99 = median(rounds.map(({ ours }) => ours.p99));
  return [
    {
      name: "a bare route handler's requests per second / signed webhooks'",
      ratio,
      most: 2,
    },
    { name: "signed webhooks' p99 in seconds", ratio: p99 / 1000, most: 1 },
  ];
}
