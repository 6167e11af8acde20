"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { addUserAction } from "../actions";
import { PersonFields, type PersonFieldsProps } from "../person-fields";

type Props = Pick<PersonFieldsProps, "roles" | "roleHelp" | "teams" | "phoneExample"> & {
  /** Where the window leads back to. */
  back: string;
  /** The team that the list was of. */
  team: string;
};

export function AddUserForm({ back, team, ...fields }: Props) {
  const form = useFormAction(addUserAction);
  const { state } = form;
  const typed = (name: string) => [state?.values?.[name] ?? []].flat()[0];
  return (
    <ActionForm of={form} className="stack-loose" id="add-user" noValidate>
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="back" value={back} />
      <PersonFields
        {...fields}
        value={(name) => typed(name) ?? (name === "team" ? team : name === "role" ? "user" : "")}
        errors={state?.fields}
      />
    </ActionForm>
  );
}
