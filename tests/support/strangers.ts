import { randomBytes } from "node:crypto";
import autocannon from "autocannon";

type Asked = autocannon.Request;

/** A webhook for an account that nobody knows, with a signature that looks like one. */
export const forgedCall = (one: Asked): Asked => ({
  ...one,
  method: "POST",
  headers: {
    "content-type": "application/x-www-form-urlencoded",
    "x-twilio-signature": randomBytes(20).toString("base64"),
  },
  body: `AccountSid=AC${randomBytes(16).toString("hex")}&To=%2B15125550100&From=%2B16175550188`,
});

/** A session that nobody gave out. */
export const inventedCookie = (one: Asked): Asked => ({
  ...one,
  headers: { cookie: `console.session=${randomBytes(32).toString("hex")}` },
});

/** So many requests a second for so many seconds, each as `change` makes it. */
export const strangers = (
  url: string,
  { perSecond, seconds }: { perSecond: number; seconds: number },
  change = (one: Asked) => one,
) =>
  autocannon({
    url,
    connections: 50,
    overallRate: perSecond,
    duration: seconds,
    requests: [{ setupRequest: change }],
  });
