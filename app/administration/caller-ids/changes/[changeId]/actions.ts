"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { undoChange } from "@/lib/caller-ids/undo-change";
import { CALLER_IDS, changeAddress, withQuery } from "@/lib/domain/addresses";
import { allLeftWords } from "@/lib/domain/caller-ids/change-many";
import { idSchema } from "@/lib/domain/new-id";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { action } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";
import { nothingHere } from "@/lib/web/nothing-here";
import { samePage } from "@/lib/web/same-page";

const undoSchema = z.object({ changeId: idSchema, back: z.string().max(2000).default("") });

export const undoAction = action(undoSchema, async (admin, { changeId, back }) => {
  const page = changeAddress(changeId);
  const outcome = await undoChange(admin, changeId);
  switch (outcome.kind) {
    case "not-found":
      return nothingHere();
    case "too-late":
      await flash(page, "A change can be undone for 24 hours. Nothing was changed.", "bad");
      return redirect(await samePage(page));
    case "under-way":
      await flash(
        page,
        "It is being undone already, in another window. Reload this page in a moment.",
        "bad",
      );
      return redirect(await samePage(page));
    case "nothing-left":
      await flash(
        page,
        `Nothing was undone. ${allLeftWords({ ...outcome, isUndo: true }, outcome.counts)}`,
        "bad",
      );
      return redirect(await samePage(page));
    case "undone":
      return redirect(withQuery(changeAddress(outcome.changeId), { back: returnAddress(back, CALLER_IDS) }));
  }
});
