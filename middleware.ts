import { type NextRequest, NextResponse } from "next/server";
import { ADMINISTRATION, MY, REFUSED, SIGN_IN } from "@/lib/domain/addresses";
import { bodyRefusal } from "@/lib/domain/body-size";
import { contentSecurityPolicy } from "@/lib/domain/content-security-policy";
import { PAGE_HEADER } from "@/lib/domain/sign-in/return-address";
import { bringsSession } from "@/lib/domain/sign-in/session-token";
import { env } from "@/lib/runtime/config/env";
import { REQUEST_HEADER, requestIdOf } from "@/lib/runtime/request-id";
import { forgetting } from "@/lib/web/flash";
import { isSameOrigin } from "@/lib/web/same-origin";

const POLICY = "content-security-policy";

/**
 * What every page's answer needs: its content security policy, and an id that the log knows it by. What is too large is
 * refused before it is read. People without a
 * session cookie of ours are led to the sign-in page, which is only a shortcut: every page, action and query checks who it is
 * by itself, and a form goes on to its action, which says that nothing was changed.
 */
export function middleware(request: NextRequest) {
  const { development, publicUrl, authSecret } = env();
  const { pathname, search } = request.nextUrl;
  const id = requestIdOf(request.headers);
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce, { development, publicUrl });

  const isSignedIn = bringsSession(request.cookies, authSecret);
  const contentLength = request.headers.get("content-length");
  const refusal = bodyRefusal({ method: request.method, contentLength }, isSignedIn);
  if (refusal)
    return withHeaders(new NextResponse(null, { status: refusal, headers: { connection: "close" } }));

  // Next fails on what comes from elsewhere, and on an Origin that is none; without one the action says that it is refused.
  const origin = request.headers.get("origin");
  if (request.method === "POST" && origin !== null && !isSameOrigin(request.headers))
    return withHeaders(
      URL.canParse(origin)
        ? new NextResponse("Refused: not from this console", { status: 403 })
        : NextResponse.redirect(new URL(REFUSED, request.url), 303),
    );

  const isGuarded =
    [ADMINISTRATION, MY].some((start) => `${pathname}/`.startsWith(`${start}/`)) && request.method !== "POST";
  if (isGuarded && !isSignedIn)
    return withHeaders(
      NextResponse.redirect(
        new URL(`${SIGN_IN}?${new URLSearchParams({ to: pathname + search })}`, request.url),
      ),
    );

  const headers = new Headers(request.headers);
  headers.set(PAGE_HEADER, pathname + search);
  headers.set(REQUEST_HEADER, id);
  headers.set(POLICY, policy);
  const response = withHeaders(NextResponse.next({ request: { headers } }));
  const forgotten = forgetting(request);
  if (forgotten) response.headers.append("set-cookie", forgotten);
  return response;

  function withHeaders(response: NextResponse) {
    response.headers.set(POLICY, policy);
    response.headers.set(REQUEST_HEADER, id);
    return response;
  }
}

/** Pages alone: webhooks and crons have no browser to protect, and files are files. */
export const config = { matcher: "/((?!api/|_next/static/|icon\\.svg$).*)", runtime: "nodejs" };
