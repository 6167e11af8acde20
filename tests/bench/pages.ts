import { cart } from "./cart";
import { firstLoad } from "./first-load";
import { fillCartOf500, openStage } from "./stage";
import { webhooks } from "./webhooks";

/** What the pages and calls of the production build take, beside an app of the same Next with nothing in it. */
export async function pages(databaseUrl: string) {
  const stage = await openStage(databaseUrl);
  try {
    await fillCartOf500(stage);
    return [await firstLoad(stage), await cart(stage), ...(await webhooks(stage))];
  } finally {
    await stage.close();
  }
}
