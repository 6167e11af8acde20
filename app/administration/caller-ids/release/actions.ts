"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import {
  CALLER_IDS,
  RELEASE_CALLER_IDS,
  releaseAddress,
  usedAddress,
  withQuery,
} from "@/lib/domain/addresses";
import { plural } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { releaseNumbers } from "@/lib/releases/release-numbers";
import { releaseAfterwards } from "@/lib/releases/schedule-releases";
import { action, bad, badFields } from "@/lib/web/action";
import { nothingHere } from "@/lib/web/nothing-here";

const schema = z.object({
  selection: idSchema,
  back: z.string().max(2000).default(""),
  shown: z.coerce.number().int().min(0).catch(0),
  how: z.enum(["later", "now"]).catch("later"),
  until: z.string().max(100).default(""),
  reason: z.string().max(100).default(""),
  words: z.string().max(5000).default(""),
  address: z.string().optional(),
  trunks: z.coerce.number().int().catch(0).default(0),
  confirm: z.string().max(200).default(""),
});

export const releaseAction = action(schema, async (admin, { selection, back, address, trunks, ...typed }) => {
  const takesAddressOff = address !== undefined;
  const { how, until, reason, words, confirm } = typed;
  const ticks = { address: takesAddressOff ? "yes" : "", trunks: String(trunks) };
  const values = { how, until, reason, words, confirm, ...ticks };
  const outcome = await releaseNumbers(admin, selection, { ...typed, takesAddressOff, endsTrunks: trunks });
  const way = { back: returnAddress(back, CALLER_IDS) };
  switch (outcome.kind) {
    case "not-found":
      return nothingHere();
    case "under-way":
      return bad("This is being released already, in another window. Reload this page in a moment.", values);
    case "nothing":
      // The window says what became of them.
      revalidatePath(RELEASE_CALLER_IDS);
      return bad("None of these can be released as they are now. Nothing was released.", values);
    case "differs":
      revalidatePath(RELEASE_CALLER_IDS);
      return bad(
        `Somebody changed some of these meanwhile: ${plural(outcome.numbers, "number")} would be released now. Nothing was released. Look again, and type how many once more.`,
        values,
      );
    case "problems":
      // Where its tick was not shown, or said of fewer.
      if (outcome.fields.trunks) revalidatePath(RELEASE_CALLER_IDS);
      return badFields(outcome.fields, values);
    case "used":
      return redirect(withQuery(usedAddress(outcome.changeId), way));
    case "released":
      releaseAfterwards(admin.organizationId);
      return redirect(withQuery(releaseAddress(outcome.releaseId), way));
  }
});
