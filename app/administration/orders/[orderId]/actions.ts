"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { putBackFailed } from "@/lib/orders/put-back";
import { resumeOrder } from "@/lib/orders/resume-order";
import { pumpAfterwards } from "@/lib/orders/schedule-pump";

const schema = z.object({ orderId: z.string().max(40) });

export const putBackAction = action(schema, async (admin, { orderId }) => {
  const outcome = await putBackFailed(admin, orderId);
  if (outcome.kind === "not-found") notFound();
  if (outcome.kind === "full") redirect(`/administration/orders/${orderId}?show=failed&room=${outcome.room}`);
  redirect(`/administration/caller-ids/cart?back=${outcome.added}`);
});

export const resumeAction = action(schema, async (admin, { orderId }) => {
  await resumeOrder(admin, orderId);
  pumpAfterwards(admin.organizationId);
  redirect(`/administration/orders/${orderId}`);
});
