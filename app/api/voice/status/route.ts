import { answerTwilio } from "@/lib/voice/answer-twilio";

/** Without this, Next wraps the request and records what is read of it. */
export const dynamic = "force-dynamic";

/** Twilio reports that a call has ended; nothing is kept of it. */
export const POST = (request: Request) => answerTwilio(request, () => new Response(null, { status: 204 }));
