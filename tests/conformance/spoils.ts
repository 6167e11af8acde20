import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { simulatedAccount } from "../support/factories";
import type { Spoil } from "./described";

const account = simulatedAccount();
const NUMBERS = {
  host: "api.twilio.com",
  path: `/2010-04-01/Accounts/${account}/IncomingPhoneNumbers.json`,
};
const PRICES = { host: "pricing.twilio.com", path: "/v1/PhoneNumbers/Countries/US" };

type Asked = { host: string; path: string; init?: RequestInit };

/** Answers as no Twilio gives them: each must be reported, or the proxy checks nothing. */
const SPOILED_ANSWERS: (Spoil & { asked: Asked })[] = [
  {
    name: "a list that is a sentence",
    spoil: (body) => ({ ...body, incoming_phone_numbers: "none" }),
    asked: NUMBERS,
  },
  { name: "a page that is a word", spoil: (body) => ({ ...body, page: "first" }), asked: NUMBERS },
  {
    name: "a country that is a number",
    spoil: () => ({ country: 5, phone_number_prices: {}, price_unit: 7 }),
    asked: PRICES,
  },
];

/** Requests that Twilio's description does not allow. */
const SPOILED_REQUESTS: Asked[] = [
  { ...NUMBERS, path: `${NUMBERS.path}?PageSize=many` },
  {
    ...NUMBERS,
    init: {
      method: "POST",
      body: new URLSearchParams({ PhoneNumber: "+15005550000", VoiceMethod: "PATCH" }),
    },
  },
];

export const SPOILS: Spoil[] = SPOILED_ANSWERS;
export const SPOILED = SPOILED_ANSWERS.length + SPOILED_REQUESTS.length;

/** Asks for everything spoiled, once. */
export async function spoilEverything(url: string) {
  const login = Buffer.from(`${account}:${SIMULATOR_CREDENTIALS.authToken}`).toString("base64");
  const ask = ({ host, path, init }: Asked, spoil = "") =>
    fetch(url + path, {
      ...init,
      headers: { authorization: `Basic ${login}`, "x-twilio-host": host, "x-spoil": spoil },
    });
  for (const { name, asked } of SPOILED_ANSWERS) await ask(asked, name);
  for (const asked of SPOILED_REQUESTS) await ask(asked);
}
