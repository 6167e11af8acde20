import { expect, it } from "vitest";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { callsElsewhere } from "./reconcile";

const OURS = webhooksOf("https://console.example");
const FORWARDED = { forwardTo: "+16285550100", overridden: false };

it.each([
  [{ ...FORWARDED, voiceUrl: OURS.voiceUrl }, null],
  // Of an earlier version.
  [{ ...FORWARDED, voiceUrl: "https://console.example/api/voice/incoming" }, null],
  [{ ...FORWARDED, voiceUrl: null }, null],
  [{ ...FORWARDED, voiceUrl: "" }, "Nowhere, by its settings at Twilio"],
  [{ ...FORWARDED, forwardTo: null, voiceUrl: "" }, null],
  [
    { ...FORWARDED, forwardTo: null, voiceUrl: "https://pbx.example.com/fair?key=secret" },
    "Its own address at Twilio: pbx.example.com",
  ],
  [
    { ...FORWARDED, voiceUrl: OURS.voiceUrl, overridden: true },
    "A trunk or an application at Twilio takes its calls",
  ],
])("calls of %j go to %s", (number, words) => {
  expect(callsElsewhere(number, OURS)).toBe(words);
});
