import type { SimulatorHandler } from "@/lib/domain/twilio/simulator";
import { noteTwilioClock } from "./clock";

type RequestOptions = {
  method?: string;
  params?: object;
  data?: object;
  username?: string;
  password?: string;
};

export type Target = { baseUrl: string } | { simulator: SimulatorHandler } | null;
type Login = { username: string; password: string; accountSid: string };

/**
 * The official client, to Twilio (`null`), to another server on loopback, or into the simulator here. Loaded at
 * the first request and never by a voice route: the whole package costs 100–650 ms.
 */
export async function officialClient(
  { username, password, accountSid }: Login,
  timeout: number,
  target: Target,
) {
  const { default: twilio } = await import("twilio");

  class Redirected extends twilio.RequestClient {
    override request: InstanceType<typeof twilio.RequestClient>["request"] = async (given) => {
      const askedAt = Date.now();
      const answer = await this.send(given);
      noteTwilioClock(answer.headers, askedAt);
      return answer as never;
    };

    private async send(
      given: Parameters<InstanceType<typeof twilio.RequestClient>["request"]>[0],
    ): Promise<{ headers?: unknown }> {
      if (!target) return super.request(given);
      const url = new URL(given.uri);
      const headers = { ...given.headers, "X-Twilio-Host": url.host };
      if ("simulator" in target) return inProcess(target.simulator, url, given as RequestOptions);
      return super.request({ ...given, headers, uri: target.baseUrl + url.pathname + url.search });
    }
  }
  // 429 is our own to retry: the client's autoRetry hides its attempts, and the shared limit has to hear of them.
  const httpClient = new Redirected({ timeout, autoRetry: false });
  const client = twilio(username, password, { accountSid, httpClient });
  // Its parts are loaded when they are first named: here, rather than within the first purchase.
  if (!client.incomingPhoneNumbers) throw new Error("The Twilio client has no numbers");
  return client;
}

export type OfficialClient = Awaited<ReturnType<typeof officialClient>>;

/** What the network would do, without one: the same strings there and back. */
async function inProcess(simulator: SimulatorHandler, url: URL, given: RequestOptions) {
  for (const [name, value] of formOf(given.params)) url.searchParams.append(name, value);
  const answer = await simulator({
    method: (given.method ?? "get").toUpperCase(),
    host: url.host,
    path: url.pathname,
    query: url.searchParams,
    form: formOf(given.data),
    authorization: `Basic ${Buffer.from(`${given.username}:${given.password}`).toString("base64")}`,
  });
  if (answer.kind !== "answer") throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
  return { statusCode: answer.status, body: parsed(answer.body), headers: answer.headers };
}

function formOf(values: object = {}): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) form.append(name, String(one));
  return form;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
