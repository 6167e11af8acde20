import { redirect } from "next/navigation";
import { NOTHING_HERE } from "@/lib/domain/addresses";

/**
 * For what is not there, or is somebody else's. Leads to an address that nothing stands at: the answer of `notFound()`
 * inside a page is drawn by scripts alone, and is a blank page without them.
 */
export function nothingHere(): never {
  redirect(NOTHING_HERE);
}
