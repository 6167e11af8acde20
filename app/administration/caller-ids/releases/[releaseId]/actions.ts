"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { callerIdAddress, releaseAddress } from "@/lib/domain/addresses";
import { plural } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { keepNumbers } from "@/lib/releases/keep-numbers";
import { letMorningCome } from "@/lib/releases/let-morning-come";
import { resumeRelease } from "@/lib/releases/resume-release";
import { releaseAfterwards } from "@/lib/releases/schedule-releases";
import { action } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";
import { nothingHere } from "@/lib/web/nothing-here";
import { samePage } from "@/lib/web/same-page";

/** `on`: the number's own page, which one is to stay on. */
const keepSchema = z.object({
  releaseId: idSchema,
  callerIdId: idSchema.optional(),
  on: z.enum(["number"]).optional().catch(undefined),
});

export const keepAction = action(keepSchema, async (admin, { releaseId, callerIdId, on }) => {
  const outcome = await keepNumbers(admin, { releaseId, callerIdId });
  if (!outcome) return nothingHere();
  const page = on && callerIdId ? callerIdAddress(callerIdId) : releaseAddress(releaseId);
  await flash(
    page,
    outcome.kept > 0
      ? `${plural(outcome.kept, "number")} kept: ${outcome.kept === 1 ? "its users" : "their users"} can call with ${outcome.kept === 1 ? "it" : "them"} again.`
      : "Nothing was left to keep. The release says what became of it.",
    outcome.kept > 0 ? "ok" : "bad",
  );
  return redirect(await samePage(page));
});

export const resumeReleaseAction = action(z.object({ releaseId: idSchema }), async (admin, { releaseId }) => {
  const goesOn = await resumeRelease(admin, releaseId);
  await flash(
    releaseAddress(releaseId),
    goesOn ? "The release goes on." : "The release does not rest any more.",
  );
  releaseAfterwards(admin.organizationId);
  return redirect(await samePage(releaseAddress(releaseId)));
});

export const letMorningComeAction = action(
  z.object({ releaseId: idSchema }),
  async (admin, { releaseId }) => {
    if (!(await letMorningCome(admin, releaseId))) return nothingHere();
    releaseAfterwards(admin.organizationId);
    return redirect(await samePage(releaseAddress(releaseId)));
  },
);
