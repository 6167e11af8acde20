import type { Admin } from "@/lib/domain/actor/actor";
import type { Dates } from "@/lib/domain/dates";
import type { HistoryEntry } from "@/lib/domain/orders/order-history";
import type { OrderSummary } from "@/lib/domain/orders/order-summary";
import type { Order, OrderLine } from "@/lib/orders/read-order";

/** What an order's page shows, also as the last window of a purchase. */
export type OrderView = {
  order: Order;
  lines: OrderLine[];
  users: { id: string; name: string }[];
  summary: OrderSummary;
  history: HistoryEntry[];
  /** How many of its failed numbers could be put back into the cart. */
  retryable: number;
  organizationName: string;
  dates: Dates;
  /** Since when nothing has happened to it though it is under way; null while it moves. */
  stillSince: Date | null;
  /** This page's address: where its forms lead back to. */
  here: string;
  /** One status of its rows, or all. */
  show: string;
};

/** Whether the order is this admin's own purchase, which has begun. */
export const isPurchaseOf = ({ userId }: Admin, { requesterId, approvedAt }: Order) =>
  requesterId === userId && approvedAt !== null;
