import { answerTwilio } from "@/lib/voice/answer-twilio";

/** Said, Next hands the request over as it is, without watching what is read of it. */
export const dynamic = "force-dynamic";

/** Twilio reports that a call has ended; nothing is kept of it. */
export const POST = (request: Request) => answerTwilio(request, () => new Response(null, { status: 204 }));
