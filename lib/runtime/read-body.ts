/** A request's body as text; null, and the rest unread, once it is longer than `most` bytes. */
export async function readBody(request: Request, most: number): Promise<string | null> {
  // Said beforehand, it can be answered, and nothing longer than it says gets through; whoever hides it is cut off.
  const said = request.headers.get("content-length");
  if (said !== null) return Number(said) > most ? null : request.text();
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of request.body ?? []) {
    read += chunk.length;
    if (read > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The answer to one that is. */
export const tooLarge = () => new Response("Too large", { status: 413 });
