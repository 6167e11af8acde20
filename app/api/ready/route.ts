import { databaseAnswers } from "@/lib/operations/health";
import { stopSignal } from "@/lib/operations/stop";

/** Whether this process should get requests: not while its database is away, and not once it was told to end. */
export async function GET() {
  const state = stopSignal.aborted ? "stopping" : (await databaseAnswers()) ? "ready" : "no database";
  return Response.json({ state }, { status: state === "ready" ? 200 : 503 });
}
