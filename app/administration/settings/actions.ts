"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { SETTINGS } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { countryName } from "@/lib/domain/geography/countries";
import { onTop, readShown, staleWords } from "@/lib/domain/stale-form";
import { changeOrganization } from "@/lib/user-accounts/change-organization";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  version: z.coerce.number().int().catch(0),
  name: z.string().max(500).default(""),
  country: z.string().max(10).default(""),
  timeZone: z.string().max(100).default(""),
  /** What the form was drawn with. */
  shown: z.string().max(3000).default(""),
});

export const changeOrganizationAction = action(schema, async (admin, { version, shown, ...typed }) => {
  const outcome = await changeOrganization(admin, version, typed);
  switch (outcome.kind) {
    case "not-owner":
      return bad("Only an owner changes settings. Nothing was changed.", typed);
    case "fields":
      return badFields(outcome.fields, { ...typed, version: String(version), shown });
    case "stale": {
      const { settings, by } = outcome;
      const now = { name: settings.name, country: settings.country, timeZone: settings.timeZone ?? "" };
      const { values, changed } = onTop(typed, readShown(shown), now);
      const words = staleWords(
        by?.who ?? null,
        by && datesOf(admin, new Date()).when(by.at),
        [
          changed.has("name") ? `the name is ${now.name}` : "",
          changed.has("country") ? `the default country is ${countryName(now.country)}` : "",
          changed.has("timeZone") ? `the time zone is ${now.timeZone || "the country's"}` : "",
        ].filter(Boolean),
      );
      return bad(words, { ...values, version: String(settings.version), shown: JSON.stringify(now) });
    }
    case "unchanged":
      return ok("Nothing differs from what is saved.");
    case "changed":
      await flash(SETTINGS, "Saved.");
      return redirect(SETTINGS);
  }
});
