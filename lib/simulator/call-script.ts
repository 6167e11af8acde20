import { z } from "zod";

/** What becomes of one outbound leg; the last entry of a script repeats. Seconds. */
const legSchema = z.union([
  z.strictObject({ result: z.enum(["no-answer", "busy", "failed"]) }),
  z.strictObject({ answerAfter: z.number(), talk: z.number() }),
]);
export const callSchema = z.strictObject({
  to: z.string(),
  from: z.string(),
  script: z.array(legSchema).min(1),
  callerHangsUpAt: z.number().optional(),
  /** Sent with each request besides the usual ones; a name may stand twice. */
  parameters: z.array(z.tuple([z.string(), z.string()])).default([]),
  /** How its requests arrive: twice, so many milliseconds late, or signed with another token. */
  delivery: z
    .strictObject({ duplicate: z.boolean(), delay: z.number(), badSignature: z.boolean() })
    .partial()
    .optional(),
});
export type InboundCall = z.input<typeof callSchema>;

export type Leg = { to: string; callerId: string; at: number; result: string; seconds: number };
export type Transcript = {
  legs: Leg[];
  said: string[];
  /** What was asked for TwiML, each try; 0 where nobody answered. */
  requests: { at: number; url: string; status: number }[];
  /** Twilio's own warnings, such as 13214 for a caller ID that can't be shown. */
  warnings: number[];
  /** How the number's status callback was answered; null where it has none. */
  statusCallback: number | null;
  endedBy: "caller" | "twiml" | "completed" | "error";
  seconds: number;
};
