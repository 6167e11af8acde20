import { answerTwilio } from "@/lib/voice/answer-twilio";

export const POST = (request: Request) =>
  answerTwilio(request, () => "Thank you for calling. This number takes no calls yet. Goodbye.");
