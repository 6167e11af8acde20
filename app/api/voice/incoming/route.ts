import { answerTwilio } from "@/lib/voice/answer-twilio";
import { firstStep } from "@/lib/voice/call-back";
import { findTarget } from "@/lib/voice/find-target";

/** Said, Next hands the request over as it is, without watching what is read of it. */
export const dynamic = "force-dynamic";

/** A call-back has come in. */
export const POST = (request: Request) =>
  answerTwilio(request, async ({ params }) => firstStep(await findTarget(params), new Date()));
