import { validateRequest } from "twilio/lib/webhooks/webhooks";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { simulatedAccount } from "@/tests/support/factories";
import { simulatedTwilio, simulator } from "@/tests/support/simulated-twilio";
import type { InboundCall } from "./call-script";
import { placeCall } from "./calls";

testDatabase();
const APP = "https://console.example";
const TO = "+12065550142";
let digits = 1000;

type Asked = { url: string; method: string; body: string; signature: string; token: string };

/** A number whose call-back settings are these, and a call to it that an application answers as told. */
async function ring(
  settings: Record<string, string>,
  answer: (asked: Asked, nr: number) => Response | Promise<Response>,
  call: Partial<InboundCall> = {},
) {
  const account = simulatedAccount();
  const to = `${TO.slice(0, -4)}${digits++}`;
  await simulatedTwilio().outside({ kind: "buy", account, numbers: [to] });
  await simulatedTwilio().outside({ kind: "edit", account, numbers: [to], settings });
  const asked: Asked[] = [];
  const transcript = await placeCall(
    simulator().store,
    { from: "+16175550188", script: [{ answerAfter: 5, talk: 10 }], ...call, to },
    async (url, { method = "", body, headers, signal }) => {
      const given = new Headers(headers);
      asked.push({
        url,
        method,
        body: String(body ?? ""),
        signature: given.get("x-twilio-signature") ?? "",
        token: given.get("i-twilio-idempotency-token") ?? "",
      });
      const late = new Promise<never>((_, fail) => {
        signal?.addEventListener("abort", () => fail(signal.reason));
      });
      return Promise.race([answer(asked.at(-1) as Asked, asked.length), late]);
    },
  );
  return { transcript, asked, to, account };
}

const twiml = (inner: string) => new Response(`<Response>${inner}</Response>`);
const isSigned = (url: string, { signature, body }: Asked) => {
  const form = new URLSearchParams(body);
  const params = Object.fromEntries([...form.keys()].map((name) => [name, form.getAll(name)]));
  return validateRequest(SIMULATOR_CREDENTIALS.authToken, signature, url, params);
};

describe("a webhook of a simulated call", () => {
  it("is signed as it was written, and asked for with its query sorted and without its fragment", async () => {
    const { asked } = await ring(
      { VoiceUrl: `${APP}/in?round=1&failures=0#rc=2` },
      () => twiml('<Dial action="/again?b=2&amp;a=1#rc=1"><Number>+16285550100</Number></Dial>'),
      { script: [{ result: "busy" }], callerHangsUpAt: 1 },
    );
    expect(asked[0]?.url).toBe(`${APP}/in?failures=0&round=1`);
    expect(isSigned(`${APP}/in?round=1&failures=0`, asked[0] as Asked)).toBe(true);
    expect(isSigned(asked[0]?.url ?? "", asked[0] as Asked)).toBe(false);
  });

  it("is asked for again only as its fragment says, always with the same token", async () => {
    const failing = () => new Response("down", { status: 503 });
    const plain = await ring({ VoiceUrl: `${APP}/in` }, failing);
    expect(plain.asked).toHaveLength(1);
    const all = await ring({ VoiceUrl: `${APP}/in#rc=3&rp=all&rt=3500` }, failing);
    expect(all.asked).toHaveLength(4);
    expect(new Set(all.asked.map(({ token }) => token)).size).toBe(1);
    const third = await ring({ VoiceUrl: `${APP}/in#rc=3&rp=all` }, (_, nr) =>
      nr < 3 ? failing() : twiml("<Say>here</Say>"),
    );
    expect(third.transcript.said).toEqual(["here"]);
    const away = await ring({ VoiceUrl: `${APP}/in` }, () => Promise.reject(new Error("refused")));
    expect(away.asked).toHaveLength(2);
    expect(away.transcript.requests.map(({ status }) => status)).toEqual([0, 0]);
    const slow = await ring(
      { VoiceUrl: `${APP}/in#rc=1&rp=rt&rt=100`, VoiceFallbackUrl: `${APP}/fallback` },
      ({ url }) => (url.endsWith("/fallback") ? twiml("<Say>fallback</Say>") : new Promise(() => undefined)),
    );
    expect(slow.transcript.said).toEqual(["fallback"]);
  });

  it("comes by the number's own methods, and its end is reported", async () => {
    const { asked, transcript } = await ring(
      {
        VoiceUrl: `${APP}/in`,
        VoiceMethod: "GET",
        VoiceFallbackUrl: `${APP}/fallback`,
        VoiceFallbackMethod: "GET",
        StatusCallback: `${APP}/status`,
      },
      ({ url }) =>
        url.includes("/status") ? new Response(null, { status: 204 }) : new Response("no", { status: 405 }),
    );
    expect(asked.map(({ method }) => method)).toEqual(["GET", "GET", "POST"]);
    expect(asked[0]?.url).toContain("CallStatus=ringing");
    expect(asked[2]?.body).toContain("CallStatus=completed");
    expect(transcript.statusCallback).toBe(204);
  });

  it("may name a parameter twice, signed with all its values", async () => {
    const { asked } = await ring({ VoiceUrl: `${APP}/in` }, () => twiml("<Hangup/>"), {
      parameters: [
        ["StirVerstat", "b"],
        ["StirVerstat", "a"],
      ],
    });
    expect(isSigned(`${APP}/in`, asked[0] as Asked)).toBe(true);
    expect(asked[0]?.body).toContain("StirVerstat=b&StirVerstat=a");
  });
});

describe("a simulated Dial", () => {
  const dial = (callerId?: string) => () =>
    twiml(`<Dial${callerId ? ` callerId="${callerId}"` : ""}><Number>+16285550100</Number></Dial>`);

  it.each(["anonymous", "", "+266696687"])("fails when it would show a caller %j", async (from) => {
    const { transcript } = await ring({ VoiceUrl: `${APP}/in` }, dial(), { from });
    expect(transcript).toMatchObject({ legs: [{ result: "failed" }], warnings: [13214] });
  });

  it("shows the number that was called, or another one of the account, and nobody else's", async () => {
    const { to } = await ring({ VoiceUrl: `${APP}/in` }, dial());
    const shown = await ring(
      { VoiceUrl: `${APP}/in` },
      ({ body }) => dial(new URLSearchParams(body).get("To") ?? "")(),
      { from: "anonymous" },
    );
    expect(shown.transcript).toMatchObject({ legs: [{ result: "completed" }], warnings: [] });
    const others = await ring({ VoiceUrl: `${APP}/in` }, dial(to));
    expect(others.transcript.warnings).toEqual([13214]);
  });
});
