import { firstStep } from "@/lib/domain/call-backs/call-back";
import { answerCall } from "@/lib/voice/answer-twilio";
import { findTarget, readCall } from "@/lib/voice/find-target";

/** Without this, Next wraps the request and records what is read of it. */
export const dynamic = "force-dynamic";

/** A call-back has come in. */
export const POST = (request: Request) =>
  answerCall(request, async ({ params }) =>
    firstStep(await findTarget(params), readCall(params), new Date()),
  );
