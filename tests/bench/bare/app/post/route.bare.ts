export const dynamic = "force-dynamic";

/** Reads what was posted and answers it, as the least that a webhook does. */
export async function POST(request: Request) {
  const posted = new URLSearchParams(await request.text());
  return new Response(`<Response>${posted.get("To")}</Response>`, {
    headers: { "content-type": "text/xml" },
  });
}
