/** What goes back over the wire; `cut` destroys the socket, `hang` never answers. */
export type Answer =
  | { kind: "answer"; status: number; headers: Record<string, string>; body: string }
  | { kind: "cut"; partial?: Answer }
  | { kind: "hang" };

export function json(status: number, body: unknown): Answer {
  return {
    kind: "answer",
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

export const empty = (status: number): Answer => ({ kind: "answer", status, headers: {}, body: "" });

/** Twilio's error body: code, message, more_info, status. */
export function refusal(status: number, code: number, message: string): Answer {
  return json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

export const notFound = (path: string) => refusal(404, 20404, `The requested resource ${path} was not found`);

/** RFC 2822, the only form that the official client reads: `Thu, 30 Jul 2015 23:19:04 +0000`. */
export const wireDate = (at: Date) => at.toUTCString().replace("GMT", "+0000");
