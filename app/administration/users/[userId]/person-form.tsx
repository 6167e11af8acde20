"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { useTyped } from "@/components/ui/use-typed";
import { PersonFields, type PersonFieldsProps } from "../person-fields";
import { changeUserAction } from "./actions";

type Props = Pick<PersonFieldsProps, "roles" | "roleHelp" | "teams" | "phoneExample"> & {
  person: Record<"id" | "version" | "shown" | "name" | "email" | "phone" | "team" | "role", string>;
};

/** What was typed stays with every answer; the version moves on where somebody else was quicker. */
export function PersonForm({ person, ...fields }: Props) {
  const form = useFormAction(changeUserAction);
  const { state } = form;
  const typed = useTyped(state, person.version);
  const value = (name: string) => typed.text(name) ?? person[name as keyof typeof person] ?? "";
  return (
    <ActionForm of={form} className="stack" id="person" noValidate key={`${person.version} ${state?.at}`}>
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="userId" value={person.id} />
      <input type="hidden" name="version" value={value("version")} />
      <input type="hidden" name="shown" value={value("shown")} />
      <PersonFields
        {...fields}
        emailHelp="A change waits for its confirmation, ends their sessions and is told to both addresses."
        value={value}
        errors={state?.fields}
      />
      <div className="actions">
        <Submit look="primary">Save</Submit>
      </div>
    </ActionForm>
  );
}
