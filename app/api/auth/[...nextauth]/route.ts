import { NextRequest } from "next/server";
import { handlers, LINK_PROVIDER } from "@/lib/auth/auth";
import { CONFIRM_SIGN_IN } from "@/lib/domain/addresses";
import { readBody, tooLarge } from "@/lib/runtime/read-body";
import { cameFromOurPage, isSameOrigin } from "@/lib/web/same-origin";

/** An address and a token: a kilobyte. */
const LARGEST_BYTES = 16 * 1024;

/**
 * Auth.js's own endpoints. The button of our page alone uses up a link of a sign-in mail: any other page could send a
 * browser to a link of its own, and somebody would work in an organisation that is not theirs.
 */
export async function GET(request: NextRequest) {
  const { pathname, searchParams } = request.nextUrl;
  const [, provider] = /\/callback\/([^/]+)$/.exec(pathname) ?? [];
  if (!provider || (provider === LINK_PROVIDER && cameFromOurPage(request.headers)))
    return handlers.GET(request);
  // From elsewhere, or from a page of an earlier version, whose provider had another name.
  const asked = new URLSearchParams(searchParams);
  asked.set("to", searchParams.get("callbackUrl") ?? "");
  return new Response(null, { status: 303, headers: { location: `${CONFIRM_SIGN_IN}?${asked}` } });
}

export async function POST(request: NextRequest) {
  if (!isSameOrigin(request.headers)) return new Response("Refused: not from this console", { status: 403 });
  const body = await readBody(request, LARGEST_BYTES);
  if (body === null) return tooLarge();
  const { url, method, headers } = request;
  return handlers.POST(new NextRequest(url, { method, headers, body }));
}
