import { and, eq, isNull, sql } from "drizzle-orm";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { callerIds } from "@/db/schema";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { placeCall } from "@/lib/simulator/calls";
import { openSimulator } from "@/lib/simulator/handle";
import { fictional, newOrganization, newTwilioCallerId } from "../support/factories";
import { simulatedTwilio } from "../support/simulated-twilio";
import { startConsole } from "../support/start-console";
import { temporaryDatabase } from "../support/temporary-database";
import { addNumbers, codeFor, expect, proceed, test } from "./console";

const CALLER = "+16175550188";

test("a call-back to a number bought a second ago rings, and with ring forever rings on until the caller hangs up", async ({
  signedIn: page,
  db,
  organization,
  baseURL,
}) => {
  await addNumbers(page, "305", 1);
  await proceed(page, "628 555 0100", { ringForever: true });
  await page
    .getByRole("textbox", { name: "Transaction Code" })
    .fill(await codeFor(db, organization.admin.email));
  await page.getByRole("button", { name: "Validate & Proceed" }).click();
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
  const mine = and(eq(callerIds.organizationId, organization.organizationId), isNull(callerIds.releasedAt));
  const [bought] = await db.select().from(callerIds).where(mine);
  const { store } = openSimulator(process.env.DATABASE_URL ?? "");
  const call = { to: bought?.e164 ?? "", from: CALLER };

  const unanswered = await placeCall(store, {
    ...call,
    script: [{ result: "no-answer" }],
    callerHangsUpAt: 540,
  });
  expect(unanswered).toMatchObject({ endedBy: "caller", seconds: 540, said: [] });
  expect(unanswered.legs).toHaveLength(9);
  expect(unanswered.legs.every((leg) => leg.to === "+16285550100")).toBe(true);
  expect(unanswered.requests.every((request) => request.status === 200)).toBe(true);

  const answered = await placeCall(store, {
    ...call,
    script: [{ result: "busy" }, { answerAfter: 8, talk: 30 }],
  });
  expect(answered.legs.map((leg) => leg.result)).toEqual(["busy", "completed"]);
  expect(answered.endedBy).toBe("twiml");

  expect(answered.statusCallback).toBe(204);

  // A caller without a number is rung through as the number that was called, round after round; a parameter that
  // Twilio names twice is no forgery.
  for (const from of ["anonymous", "", "+266696687"]) {
    const withheld = await placeCall(store, {
      ...call,
      from,
      script: [{ result: "no-answer" }, { result: "no-answer" }, { answerAfter: 5, talk: 20 }],
      parameters: [
        ["StirVerstat", "No-TN-Validation"],
        ["StirVerstat", "TN-Validation-Failed"],
      ],
    });
    expect(withheld).toMatchObject({ warnings: [], said: [], statusCallback: 204 });
    expect(withheld.legs.map((leg) => [leg.callerId, leg.result])).toEqual([
      [call.to, "no-answer"],
      [call.to, "no-answer"],
      [call.to, "completed"],
    ]);
  }
  // Somebody changed the method at Twilio: the fallback answers.
  const atTwilio = { kind: "edit" as const, account: organization.twilioAccountSid, numbers: [call.to] };
  await simulatedTwilio().outside({ ...atTwilio, settings: { VoiceMethod: "GET" } });
  const byGet = await placeCall(store, { ...call, script: [{ answerAfter: 5, talk: 20 }] });
  expect(byGet).toMatchObject({ legs: [], said: [expect.stringContaining("can not be connected")] });
  await simulatedTwilio().outside({ ...atTwilio, settings: { VoiceMethod: "POST" } });

  // Whoever is rung calls it, or its target becomes a number of somebody here: nobody is rung, and it says why.
  const agent = await placeCall(store, { ...call, from: "+16285550100", script: [{ result: "no-answer" }] });
  expect(agent).toMatchObject({ legs: [], said: [expect.stringContaining("you are calling from")] });
  const other = await newOrganization(db);
  const theirs = fictional();
  await newTwilioCallerId(db, other, theirs);
  await db.update(callerIds).set({ forwardTo: theirs }).where(mine);
  const circle = await placeCall(store, { ...call, script: [{ result: "no-answer" }] });
  expect(circle).toMatchObject({ legs: [], said: [expect.stringContaining("can not be connected")] });
  await page.goto("/administration/caller-ids");
  await expect(page.getByText("Its forwarding number can't be rung")).toBeVisible();
  await db.update(callerIds).set({ forwardTo: "+16285550100" }).where(mine);

  const failing = await placeCall(store, { ...call, script: [{ result: "failed" }] });
  expect(failing.legs).toHaveLength(2);
  expect(failing.said.join()).toContain("can not be connected");

  await db.update(callerIds).set({ ringForever: false }).where(mine);
  const once = await placeCall(store, { ...call, script: [{ result: "no-answer" }] });
  expect(once.legs).toHaveLength(1);

  await db.update(callerIds).set({ releasedAt: sql`now()` }).where(mine);
  const released = await placeCall(store, { ...call, script: [{ result: "no-answer" }] });
  expect(released).toMatchObject({ legs: [], said: [expect.stringContaining("not in service")] });

  // Unsigned, wrongly signed, or signed for another address: refused.
  const form = { From: CALLER, To: call.to };
  const post = (path: string, headers: Record<string, string>) =>
    page.request.post(`${baseURL}${path}`, { form, headers });
  for (const path of [
    "/api/voice/incoming",
    "/api/voice/redial?round=1&since=1&failures=0",
    "/api/voice/fallback",
    "/api/voice/status",
  ]) {
    expect((await post(path, {})).status()).toBe(403);
    expect((await post(path, { "x-twilio-signature": "AAAA" })).status()).toBe(403);
  }
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
