import { CALLER_IDS } from "@/lib/domain/addresses";
/** Where the middleware leaves the address of the page, which a page can't learn otherwise. */
export const PAGE_HEADER = "x-console-page";

/** A page of the administration and nothing else, so that no link leads away: after signing in, and back from a window. */
export function returnAddress(asked: string | null | undefined, otherwise: string = CALLER_IDS): string {
  return asked && /^\/administration\/[\w\-/]*(\?[\w\-.~%&=+*]*)?$/.test(asked) && !asked.includes("//")
    ? asked
    : otherwise;
}
