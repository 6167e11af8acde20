import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";

export function json(status: number, body: unknown): SimulatedAnswer {
  return {
    kind: "answer",
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

export const empty = (status: number): SimulatedAnswer => ({ kind: "answer", status, headers: {}, body: "" });

/** Twilio's error body: code, message, more_info, status. */
export function refusal(status: number, code: number, message: string): SimulatedAnswer {
  return json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

export const notFound = (path: string) => refusal(404, 20404, `The requested resource ${path} was not found`);

/** RFC 2822, the only form that the official client reads: `Thu, 30 Jul 2015 23:19:04 +0000`. */
export const wireDate = (at: Date) => at.toUTCString().replace("GMT", "+0000");

/** A v2010 list that fits on one page. */
export function listOf(key: string, items: unknown[], path: string): SimulatedAnswer {
  return json(200, {
    [key]: items,
    page: 0,
    page_size: 50,
    start: 0,
    end: Math.max(items.length - 1, 0),
    uri: path,
    first_page_uri: path,
    next_page_uri: null,
    previous_page_uri: null,
  });
}

/** A list of the newer APIs, on one page: the addresses are whole ones. */
export function metaListOf(key: string, items: unknown[], url: string): SimulatedAnswer {
  const meta = {
    page: 0,
    page_size: 50,
    first_page_url: url,
    previous_page_url: null,
    url,
    next_page_url: null,
  };
  return json(200, { [key]: items, meta: { ...meta, key } });
}
