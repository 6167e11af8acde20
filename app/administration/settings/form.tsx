"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Field, SelectField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { useTyped } from "@/components/ui/use-typed";
import { changeOrganizationAction } from "./actions";

export function OrganizationForm({
  version,
  settings,
  countries,
  timeZones,
}: {
  version: string;
  /** What its fields show. */
  settings: Record<"name" | "country" | "timeZone", string>;
  countries: Record<string, string>;
  timeZones: [zone: string, words: string][];
}) {
  const form = useFormAction(changeOrganizationAction);
  const { state } = form;
  const typed = useTyped(state, version);
  const value = (name: keyof typeof settings) => typed.text(name) ?? settings[name];
  return (
    <ActionForm of={form} className="stack" noValidate key={`${version} ${state?.at}`}>
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="version" value={typed.text("version") ?? version} />
      <input type="hidden" name="shown" value={typed.text("shown") ?? JSON.stringify(settings)} />
      <Field
        label="Name"
        name="name"
        required
        maxLength={300}
        autoComplete="organization"
        defaultValue={value("name")}
        error={state?.fields?.name}
      />
      <SelectField
        label="Default country"
        name="country"
        defaultValue={value("country")}
        options={countries}
        error={state?.fields?.country}
        help="Where searches begin, and how numbers without a country code are read."
      />
      <SelectField
        label="Time zone"
        name="timeZone"
        defaultValue={value("timeZone")}
        options={Object.fromEntries(timeZones)}
        error={state?.fields?.timeZone}
        help="Every date and time on screen and in mails stands in it."
      />
      <div className="actions">
        <Submit look="primary">Save</Submit>
      </div>
    </ActionForm>
  );
}
