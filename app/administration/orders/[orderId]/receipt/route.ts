import { requireAdmin } from "@/lib/auth/require-user";
import { orderReceipt } from "@/lib/domain/orders/order-receipt";
import { readOrder } from "@/lib/orders/read-order";

/** The order's receipt as a file for a spreadsheet. */
export async function GET(_: Request, { params }: RouteContext<"/administration/orders/[orderId]/receipt">) {
  const admin = await requireAdmin();
  const read = await readOrder(admin, (await params).orderId);
  if (!read?.order.approvedAt) return new Response("Not found", { status: 404 });
  return new Response(orderReceipt(read), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="order-${read.order.number}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
