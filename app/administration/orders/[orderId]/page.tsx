import { redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireAdmin } from "@/lib/auth/require-user";
import { findRetryableLines } from "@/lib/cart/find-retryable-lines";
import {
  ORDERS,
  orderAddress,
  purchaseAddress,
  transactionCodeAddress,
  withQuery,
} from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { isFinished, isUnfinished, orderName } from "@/lib/domain/orders/order";
import { orderSummary } from "@/lib/domain/orders/order-summary";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { readHistory } from "@/lib/orders/read-history";
import { readOrder } from "@/lib/orders/read-order";
import { readStandingStill } from "@/lib/purchasing/read-standing-still";
import { pumpAfterwards } from "@/lib/purchasing/schedule-pump";
import { nothingHere } from "@/lib/web/nothing-here";
import { OrderPage } from "./order-page";
import { isPurchaseOf } from "./order-view";
import { PurchaseWindow } from "./purchase-window";

/** Buying goes on after the answer, for as long as the platform allows. */
export const maxDuration = 300;

type Props = PageProps<"/administration/orders/[orderId]">;

const text = z.string().max(1500).optional().catch(undefined);
const querySchema = z.object({ show: text, back: text, journey: text });

const read = cache(async (orderId: string) => readOrder(await requireAdmin(), orderId));

export async function generateMetadata({ params, searchParams }: Props) {
  const found = await read((await params).orderId);
  if (!found) return { title: "Not found" };
  const asked = (await searchParams).journey !== undefined;
  return {
    title: asked && isPurchaseOf(await requireAdmin(), found.order) ? "Cart" : orderName(found.order),
  };
}

export default async function OrderAddress({ params, searchParams }: Props) {
  const admin = await requireAdmin();
  const { orderId } = await params;
  const found = (await read(orderId)) ?? nothingHere();
  const { order, lines } = found;
  if (order.state === "awaiting_code" && order.requesterId === admin.userId)
    redirect(transactionCodeAddress(orderId));
  if (isUnfinished(order.state)) pumpAfterwards(admin.organizationId);

  const summary = orderSummary(lines);
  const [history, stillSince, retryable] = await Promise.all([
    readHistory(admin, order),
    isUnfinished(order.state) ? readStandingStill(admin, orderId) : null,
    isFinished(order.state) && summary.failed > 0 ? findRetryableLines(admin, lines) : [],
  ]);
  const { show = "all", back, journey } = querySchema.parse(await searchParams);
  const view = {
    ...found,
    summary,
    history,
    stillSince,
    retryable: retryable.length,
    organizationName: admin.organizationName,
    dates: datesOf(admin, order.readAt),
    show,
  };
  return journey !== undefined && isPurchaseOf(admin, order) ? (
    <PurchaseWindow {...view} here={purchaseAddress(orderId)} seen={journey === "seen"} />
  ) : (
    <OrderPage
      {...view}
      here={withQuery(orderAddress(orderId), { back })}
      back={returnAddress(back, ORDERS)}
    />
  );
}
