import { cookies, headers } from "next/headers";
import type { NextRequest } from "next/server";
import { z } from "zod";
import { PAGE_HEADER } from "@/lib/domain/sign-in/return-address";
import { env } from "@/lib/runtime/config/env";

/** What an action says on the page that it leads to. */
type Flash = { kind: "ok" | "bad"; words: string; at: number; on: string };

const schema = z.object({
  kind: z.enum(["ok", "bad"]),
  words: z.string().max(500),
  at: z.number(),
  on: z.string(),
});

/** Long enough to reach the next page. */
const SECONDS = 15;

/** Over https the prefix keeps other hosts from putting words into our mouth. */
export const flashCookie = () => (isHttps() ? "__Host-console.said" : "console.said");

/** For actions, which then redirect to the page `on`. A cookie carries it: words in an address could be anybody's. */
export async function flash(on: string, words: string, kind: Flash["kind"] = "ok") {
  const jar = await cookies();
  jar.set(flashCookie(), JSON.stringify({ kind, words, at: Date.now(), on } satisfies Flash), {
    maxAge: SECONDS,
    path: "/",
    sameSite: "lax",
    secure: isHttps(),
  });
}

/** What the action that led to this page had to say. */
export async function readFlash(): Promise<Flash | null> {
  const page = (await headers()).get(PAGE_HEADER) ?? "";
  return saidOn(page.split("?")[0] ?? "", (await cookies()).get(flashCookie())?.value);
}

/**
 * The header that forgets what a whole page says right now, where it says anything; a script, where there is one, forgets
 * what it was led to by itself. A header, because what a middleware sets as a cookie is what the page then reads.
 */
export function forgetting(request: NextRequest): string | null {
  const { cookies: jar, headers: sent, nextUrl, method } = request;
  const isWholePage = method === "GET" && !sent.has("rsc");
  if (!isWholePage || !saidOn(nextUrl.pathname, jar.get(flashCookie())?.value)) return null;
  return `${flashCookie()}=; Max-Age=0; Path=/; SameSite=Lax${isHttps() ? "; Secure" : ""}`;
}

function saidOn(page: string, value: string | undefined): Flash | null {
  if (!value) return null;
  try {
    const message = schema.parse(JSON.parse(value));
    return message.on === page ? message : null;
  } catch {
    return null;
  }
}

const isHttps = () => env().publicUrl.startsWith("https://");
