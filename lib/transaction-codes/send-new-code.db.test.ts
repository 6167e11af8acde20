import { describe, expect } from "vitest";
import { readApproval } from "@/lib/transaction-codes/read-approval";
import { changeCodes, codeTest, secondsAgo } from "@/tests/support/awaiting-code";
import { sendNewCode } from "./send-new-code";

const it = codeTest();

describe("sending codes", () => {
  it("waits 60 seconds, and one of two clicks at once sends", async ({ db, admin, order: { orderId } }) => {
    expect(await sendNewCode(admin, orderId)).toMatchObject({ kind: "too-soon" });
    await changeCodes(db, orderId, { createdAt: secondsAgo(61) });
    const clicks = await Promise.all([sendNewCode(admin, orderId), sendNewCode(admin, orderId)]);
    expect(clicks.map((click) => click.kind).sort()).toEqual(["sent", "too-soon"]);
  });

  it("costs no waiting when the email could not be sent", async ({ db, admin, order: { orderId } }) => {
    await changeCodes(db, orderId, { failedAt: new Date(), sentAt: null });
    expect((await readApproval(admin, orderId))?.code).toEqual({ kind: "not-sent" });
    expect(await sendNewCode(admin, orderId)).toEqual({ kind: "sent" });
  });
});
