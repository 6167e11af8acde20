import { answerTwilio } from "@/lib/voice/answer-twilio";
import { firstStep } from "@/lib/voice/call-back";
import { findTarget } from "@/lib/voice/find-target";

/** A call-back has come in. */
export const POST = (request: Request) =>
  answerTwilio(request, async ({ params }) => firstStep(await findTarget(params), new Date()));
