import { answerCall } from "@/lib/voice/answer-twilio";
import { firstStep } from "@/lib/voice/call-back";
import { findTarget, readCall } from "@/lib/voice/find-target";

/** Said, Next hands the request over as it is, without watching what is read of it. */
export const dynamic = "force-dynamic";

/** A call-back has come in. */
export const POST = (request: Request) =>
  answerCall(request, async ({ params }) =>
    firstStep(await findTarget(params), readCall(params), new Date()),
  );
