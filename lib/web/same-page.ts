import { headers } from "next/headers";
import { withQuery } from "@/lib/domain/addresses";
import { queryOfPage } from "./same-origin";

/**
 * The page that a form was posted from, with its query: its filters, its place and the way back, which no form has to pass
 * on. `change` names what of the query is different from now on; null leaves it out.
 */
export async function samePage(path: string, change: Record<string, string | null> = {}): Promise<string> {
  const query = queryOfPage(await headers(), path);
  return withQuery(path, { ...Object.fromEntries(query), ...change });
}
