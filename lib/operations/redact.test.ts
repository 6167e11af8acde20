import { expect, it } from "vitest";
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
  ["authToken: 'f00dfeedf00dfeed'", "authToken: '[hidden]'"],
  [
    "/sign-in/confirm?email=a%40b.example&token=1f2e3d4c5b6a",
    "/sign-in/confirm?email=a%40b.example&token=[hidden]",
  ],
  [
    "order ord_7k3f of line lin_1234567890123 at 2026-11-25T02:16:41.000Z",
    "order ord_7k3f of line lin_1234567890123 at 2026-11-25T02:16:41.000Z",
  ],
])("%j is logged as %j", (text, safe) => expect(redact(text)).toBe(safe));

it("hides this installation's own secrets wherever they stand", () => {
  expect(redact("key kq9-very-own-secret in an odd place", ["kq9-very-own-secret", ""])).toBe(
    "key [hidden] in an odd place",
  );
});
