import { z } from "zod";
import { idSchema } from "@/lib/domain/new-id";
import { readOutboxFile } from "@/lib/email/read-outbox";

const paramsSchema = z.object({ token: z.string().max(200).optional().catch(undefined) });

/** The file that came with a mail. */
export async function GET(request: Request, { params }: RouteContext<"/dev/outbox/[messageId]">) {
  const messageId = idSchema.parse((await params).messageId);
  const { token = "" } = paramsSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const file = await readOutboxFile(token, messageId);
  if (!file) return new Response("Not found", { status: 404 });
  return new Response(file.content, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "private, no-store",
    },
  });
}
