"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { SETTINGS } from "@/lib/domain/addresses";
import { changeOrganization } from "@/lib/user-accounts/change-organization";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  version: z.coerce.number().int().catch(0),
  name: z.string().max(500).default(""),
  country: z.string().max(10).default(""),
  timeZone: z.string().max(100).default(""),
});

export const changeOrganizationAction = action(schema, async (admin, { version, ...typed }) => {
  const outcome = await changeOrganization(admin, version, typed);
  switch (outcome.kind) {
    case "not-owner":
      return bad("Only an owner changes settings. Nothing was changed.", typed);
    case "fields":
      return badFields(outcome.fields, { ...typed, version: String(version) });
    case "stale":
      return bad(
        `Somebody changed the settings meanwhile: ${outcome.settings.name}, ${outcome.settings.country}, ${outcome.settings.timeZone ?? "the country's zone"}. Nothing of yours was saved yet. Save again to put it on top.`,
        { ...typed, version: String(outcome.settings.version) },
      );
    case "unchanged":
      return ok("Nothing differs from what is saved.");
    case "changed":
      await flash(SETTINGS, "Saved.");
      return redirect(SETTINGS);
  }
});
