import { type NextRequest, NextResponse } from "next/server";
import { sessionCookieName } from "@/lib/auth/session-cookie";

/** Only a shortcut for people without a session cookie: every page, action and query checks who it is by itself. */
export function middleware(request: NextRequest) {
  const secure = ["__Host-", ""].some((prefix) =>
    request.cookies.has(prefix === "" ? sessionCookieName("http://") : sessionCookieName("https://")),
  );
  return secure ? NextResponse.next() : NextResponse.redirect(new URL("/sign-in", request.url));
}

export const config = { matcher: "/administration/:path*", runtime: "nodejs" };
