import { eq } from "drizzle-orm";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { callerIds } from "@/db/schema";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { CALLER, callBack, newRingingCallerId, type RingingCallerId } from "../support/calls";
import { fictional, newOrganization, newTwilioCallerId } from "../support/factories";
import { only } from "../support/rows";
import { startConsole } from "../support/start-console";
import { temporaryDatabase } from "../support/temporary-database";
import { addNumbers, test as base, codeFor, expect, proceed, typeCode } from "./console";

/** The organization's only Caller ID, bought, forwarded and with ring forever. */
const test = base.extend<{ callerId: RingingCallerId }>({
  callerId: async ({ db, organization }, use) =>
    use(await newRingingCallerId(db, organization, process.env.CONSOLE_URL ?? "")),
});

const notConnected = { legs: [], said: [expect.stringContaining("can not be connected")] };

test("a number bought a second ago is forwarded, and with ring forever rings on until the caller hangs up", async ({
  signedIn: page,
  db,
  organization: { admin, organizationId },
}) => {
  await addNumbers(page, "305", 1);
  await proceed(page, "628 555 0100", { ringForever: true });
  await typeCode(page, await codeFor(db, admin.email));
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
  const bought = await db.select().from(callerIds).where(eq(callerIds.organizationId, organizationId));

  const call = await callBack(only(bought).e164, { callerHangsUpAt: 540 });
  expect(call).toMatchObject({ endedBy: "caller", seconds: 540, said: [], statusCallback: 204 });
  expect(call.legs).toHaveLength(9);
  expect(call.legs.every((leg) => leg.to === "+16285550100")).toBe(true);
  expect(call.requests.every((request) => request.status === 200)).toBe(true);
});

test("a busy phone is rung again, and the call ends when whoever answered hangs up", async ({ callerId }) => {
  const call = await callerId.callBack({ script: [{ result: "busy" }, { answerAfter: 8, talk: 30 }] });
  expect(call.legs.map((leg) => leg.result)).toEqual(["busy", "completed"]);
  expect(call).toMatchObject({ endedBy: "twiml", statusCallback: 204 });
});

test("a caller without a number is rung through as the number that was called, round after round", async ({
  callerId,
}) => {
  for (const from of ["anonymous", "", "+266696687"]) {
    const call = await callerId.callBack({
      from,
      script: [{ result: "no-answer" }, { result: "no-answer" }, { answerAfter: 5, talk: 20 }],
      // A parameter that Twilio names twice is no forgery.
      parameters: [
        ["StirVerstat", "No-TN-Validation"],
        ["StirVerstat", "TN-Validation-Failed"],
      ],
    });
    expect(call).toMatchObject({ warnings: [], said: [], statusCallback: 204 });
    expect(call.legs.map((leg) => [leg.callerId, leg.result])).toEqual([
      [callerId.e164, "no-answer"],
      [callerId.e164, "no-answer"],
      [callerId.e164, "completed"],
    ]);
  }
});

test("the fallback answers where somebody changed the method at Twilio", async ({ callerId }) => {
  await callerId.changeAtTwilio({ VoiceMethod: "GET" });
  expect(await callerId.callBack({ script: [{ answerAfter: 5, talk: 20 }] })).toMatchObject(notConnected);
});

test("whoever calls from the forwarding number is told so, and nobody is rung", async ({ callerId }) => {
  const call = await callerId.callBack({ from: "+16285550100" });
  expect(call).toMatchObject({ legs: [], said: [expect.stringContaining("you are calling from")] });
});

test("a forwarding number that became somebody's Caller ID is not rung, and the list says so", async ({
  signedIn: page,
  db,
  callerId,
}) => {
  const theirs = fictional();
  await newTwilioCallerId(db, await newOrganization(db), theirs);
  await callerId.change({ forwardTo: theirs });
  expect(await callerId.callBack()).toMatchObject(notConnected);
  await page.goto("/administration/caller-ids");
  await expect(page.getByText("Its forwarding number can't be rung")).toBeVisible();
});

test("a forwarding number that fails is tried twice, the caller is told, and the list until a call reaches it", async ({
  signedIn: page,
  callerId,
}) => {
  const call = await callerId.callBack({ script: [{ result: "failed" }] });
  expect(call.legs).toHaveLength(2);
  expect(call.said.join()).toContain("can not be connected");
  const says = async (words: string) => {
    await page.goto("/administration/caller-ids");
    return page.getByRole("table").getByText(words, { exact: true }).isVisible();
  };
  await expect.poll(() => says("Forwarding fails")).toBe(true);
  await callerId.callBack();
  await expect.poll(() => says("Active")).toBe(true);
});

test("without ring forever it rings once", async ({ callerId }) => {
  await callerId.change({ ringForever: false });
  expect((await callerId.callBack()).legs).toHaveLength(1);
});

test("a number that was released is said to be out of service, and nobody is rung", async ({ callerId }) => {
  await callerId.change({ releasedAt: new Date() });
  const call = await callerId.callBack();
  expect(call).toMatchObject({ legs: [], said: [expect.stringContaining("not in service")] });
});

test("a webhook that is not signed, or wrongly, is refused to whoever is signed in, too", async ({
  signedIn: page,
  callerId,
}) => {
  const form = { From: CALLER, To: callerId.e164 };
  for (const path of [
    "/api/voice/incoming",
    "/api/voice/redial?round=1&since=1&failures=0",
    "/api/voice/fallback",
    "/api/voice/status",
  ])
    for (const headers of [
      undefined,
      { "x-twilio-signature": "AAAA" },
      { "x-twilio-signature": `${"A".repeat(27)}=` },
    ])
      expect((await page.request.post(path, { form, headers })).status(), path).toBe(403);
});

test("a signature of another address, or of other words, is refused; the fallback answers without a database", async ({
  request,
}) => {
  const database = await temporaryDatabase();
  const console = await startConsole({ EMBEDDED: "yes", DATABASE_URL: database.url });
  try {
    const form = { From: CALLER, To: "+15122310000", AccountSid: SIMULATOR_CREDENTIALS.accountSid };
    const post = (path: string, signed = path, params: Record<string, string> = form) =>
      request.post(console.url + path, {
        form,
        headers: {
          "x-twilio-signature": getExpectedTwilioSignature(
            SIMULATOR_CREDENTIALS.authToken,
            console.url + signed,
            params,
          ),
        },
      });
    const redial = "/api/voice/redial?round=1&since=1&failures=0";
    expect((await post("/api/voice/incoming")).status()).toBe(200);
    expect((await post("/api/voice/status")).status()).toBe(204);
    expect((await post("/api/voice/incoming", redial)).status()).toBe(403);
    expect((await post(redial, "/api/voice/incoming")).status()).toBe(403);
    expect((await post(redial, redial.replace("round=1", "round=2"))).status()).toBe(403);
    expect((await post("/api/voice/incoming", "/api/voice/incoming", { ...form, To: "+1" })).status()).toBe(
      403,
    );

    // Signed by whoever has the token of one account, in the name of another: whose it is stands once.
    const twice = new URLSearchParams([...Object.entries(form), ["AccountSid", `AC${"0".repeat(30)}77`]]);
    const both = Object.fromEntries([...twice.keys()].map((name) => [name, twice.getAll(name)]));
    const sign = (params: Record<string, string | string[]>) =>
      getExpectedTwilioSignature(
        SIMULATOR_CREDENTIALS.authToken,
        `${console.url}/api/voice/incoming`,
        params as Record<string, string>,
      );
    const doubled = await request.post(`${console.url}/api/voice/incoming`, {
      data: twice.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": sign(both) },
    });
    expect(doubled.status()).toBe(403);

    await database.stop();
    expect((await post("/api/voice/incoming")).status()).toBe(500);
    const fallback = await post("/api/voice/fallback");
    expect(fallback.status()).toBe(200);
    expect(await fallback.text()).toContain("<Say>");
  } finally {
    await console.stop();
    await database.stop();
  }
});
