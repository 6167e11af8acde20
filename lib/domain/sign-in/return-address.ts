import { CALLER_IDS } from "@/lib/domain/addresses";
/** Where the middleware leaves the address of the page, which a page can't learn otherwise. */
export const PAGE_HEADER = "x-console-page";

/** Where somebody goes after signing in: a page of the administration and nothing else, so that no link leads away. */
export function returnAddress(asked: string | null | undefined): string {
  return asked && /^\/administration\/[\w\-/]*(\?[\w\-.~%&=+*]*)?$/.test(asked) && !asked.includes("//")
    ? asked
    : CALLER_IDS;
}
