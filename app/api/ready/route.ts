import { readiness } from "@/lib/runtime/health";

/** Whether this process should get requests: not while its database is away or can't be written, and not once it was told to end. */
export async function GET() {
  const state = await readiness();
  return Response.json({ state }, { status: state === "ready" ? 200 : 503 });
}
