import { nextStep, readRound } from "@/lib/domain/call-backs/call-back";
import { answerCall } from "@/lib/voice/answer-twilio";
import { findTarget, readCall } from "@/lib/voice/find-target";
import { noteRingAfterwards } from "@/lib/voice/note-ring";

/** Without this, Next wraps the request and records what is read of it. */
export const dynamic = "force-dynamic";

/** A round of a ring-forever call has ended. */
export const POST = (request: Request) =>
  answerCall(request, async ({ params, query }) => {
    const round = readRound(query);
    if (!round) return { kind: "hang-up" };
    const ended = { dialStatus: params.DialCallStatus ?? "", callStatus: params.CallStatus ?? "" };
    noteRingAfterwards(params, round, ended.dialStatus);
    return nextStep(await findTarget(params), readCall(params), round, ended, new Date());
  });
