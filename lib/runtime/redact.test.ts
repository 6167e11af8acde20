import { expect, it } from "vitest";
import { LONG_LINES } from "@/tests/support/long-lines";
import { redact } from "./redact";

const account = `AC${"0123456789abcdef".repeat(2)}`;

it.each([
  ["number +15125550123 is taken", "number +151•••23 is taken"],
  ["mail to dana.kessler@brightwater.example failed", "mail to d•••@brightwater.example failed"],
  [
    `POST /2010-04-01/Accounts/${account}/IncomingPhoneNumbers.json`,
    "POST /2010-04-01/Accounts/AC…cdef/IncomingPhoneNumbers.json",
  ],
  ["Authorization: 'Basic QUMwMDAwOnRva2VuLXRva2Vu'", "Authorization: 'Basic [hidden]'"],
  [
    "postgres://console:hunter2hunter2@db.example:5432/console",
    "postgres://console:[hidden]@db.example:5432/console",
  ],
  [
    "Failed query: select 1 where session_token = $1\nparams: 5b1f-77aa,+15125550123\n    at query",
    "Failed query: select 1 where session_token = $1\nparams: [hidden]\n    at query",
  ],
  ["params: [\n  'dana',\n  '5b1f77aa-secret',\n  1\n]\n    at query", "params: [hidden]\n    at query"],
  ["Failed\nparams: a note\nof two lines,5b1f\n    at query", "Failed\nparams: [hidden]\n    at query"],
  [
    "GET /x?to=%2B15125550123&mail=dana%40brightwater.example",
    "GET /x?to=%2B151•••23&mail=d•••%40brightwater.example",
  ],
  ["call (512) 555-0123, 512-555-0123 or 15125550123", "call (512) •••23, 512-•••23 or 1512•••23"],
  ["postgres://:hunter2hunter2@db/console", "postgres://:[hidden]@db/console"],
  ['{\\"auth_token\\":\\"f00dfeedf00d\\"}', '{\\"auth_token\\":\\"[hidden]\\"}'],
  ["next@16.4.5 at 1795572000000 of 2026-11-25", "next@16.4.5 at 1795572000000 of 2026-11-25"],
  ["authToken: 'f00dfeedf00dfeed'", "authToken: '[hidden]'"],
  [
    "/sign-in/confirm?email=a%40b.example&token=1f2e3d4c5b6a",
    "/sign-in/confirm?email=a•••%40b.example&token=[hidden]",
  ],
  [
    "order ord_7k3f of line lin_1234567890123 at 2026-11-25T02:16:41.000Z",
    "order ord_7k3f of line lin_1234567890123 at 2026-11-25T02:16:41.000Z",
  ],
])("%j is logged as %j", (text, safe) => expect(redact(text)).toBe(safe));

// How long a line takes is for the bench to say; one that takes for ever would never come back from here.
it.each(LONG_LINES)("comes to the end of a long line of %j, and redacts what stands there", (part) => {
  const text = part.repeat(400_000 / part.length);
  expect(redact(`${text} +15125550123`)).toMatch(/(\+151•••23|\[hidden\])$/);
});

it("hides this installation's own secrets wherever they stand", () => {
  expect(redact("key kq9-very-own-secret in an odd place", ["kq9-very-own-secret", ""])).toBe(
    "key [hidden] in an odd place",
  );
});
