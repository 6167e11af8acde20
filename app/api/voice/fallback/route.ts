import { answerTwilio } from "@/lib/voice/answer-twilio";

export const POST = (request: Request) =>
  answerTwilio(
    request,
    () => "We are sorry, your call can not be connected right now. Please try again later.",
  );
