import { cookies, headers } from "next/headers";
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

/** Long enough to reach the next page, short enough not to be read twice where no script forgets it. */
const SECONDS = 15;

/** Over https the prefix keeps other hosts from putting words into our mouth. */
export const flashCookie = () =>
  env().publicUrl.startsWith("https://") ? "__Host-console.said" : "console.said";

/** For actions, which then redirect to the page `on`. A cookie carries it: words in an address could be anybody's. */
export async function flash(on: string, words: string, kind: Flash["kind"] = "ok") {
  const jar = await cookies();
  jar.set(flashCookie(), JSON.stringify({ kind, words, at: Date.now(), on } satisfies Flash), {
    maxAge: SECONDS,
    path: "/",
    sameSite: "lax",
    secure: env().publicUrl.startsWith("https://"),
  });
}

/** What the action that led to this page had to say. */
export async function readFlash(): Promise<Flash | null> {
  const value = (await cookies()).get(flashCookie())?.value;
  if (!value) return null;
  try {
    const message = schema.parse(JSON.parse(value));
    const page = (await headers()).get(PAGE_HEADER) ?? "";
    return page.split("?")[0] === message.on ? message : null;
  } catch {
    return null;
  }
}
