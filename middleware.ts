import { type NextRequest, NextResponse } from "next/server";
import { PAGE_HEADER } from "@/lib/auth/return-address";
import { SESSION_COOKIES } from "@/lib/auth/session-cookie";

/**
 * Only a shortcut for people without a session cookie: every page, action and query checks who it is by itself. A form
 * goes on to its action, which says that nothing was changed.
 */
export function middleware(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  const mayBeSignedIn = SESSION_COOKIES.some((name) => request.cookies.has(name));
  if (mayBeSignedIn || request.method === "POST") {
    const headers = new Headers(request.headers);
    headers.set(PAGE_HEADER, pathname + search);
    return NextResponse.next({ request: { headers } });
  }
  return NextResponse.redirect(
    new URL(`/sign-in?${new URLSearchParams({ to: pathname + search })}`, request.url),
  );
}

export const config = { matcher: "/administration/:path*", runtime: "nodejs" };
