import { answerCall } from "@/lib/voice/answer-twilio";

/** Without this, Next wraps the request and records what is read of it. */
export const dynamic = "force-dynamic";

/** What Twilio asks when the others fail; for the installation's own account it needs no database. */
export const POST = (request: Request) =>
  answerCall(request, async () => ({
    kind: "say",
    sentence: "We are sorry, your call can not be connected right now. Please try again later. Goodbye.",
  }));
