import { HOME } from "@/lib/domain/addresses";

/** Where the middleware leaves the address of the page, which a page can't learn otherwise. */
export const PAGE_HEADER = "x-console-page";

/** A page for people who are signed in and nothing else, so that no link leads away: after signing in, and back from a window. */
export function returnAddress(asked: string | null | undefined, otherwise: string = HOME): string {
  return asked && /^\/(administration|my)\/[\w\-/]*(\?[\w\-.~%&=+*]*)?$/.test(asked) && !asked.includes("//")
    ? asked
    : otherwise;
}
