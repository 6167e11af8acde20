"use client";

import { ActionForm } from "@/components/ui/action-form";
import { DefaultSubmit } from "@/components/ui/default-submit";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { UserPicker } from "@/components/user-picker";
import { assignUsersAction } from "./actions";

type User = { id: string; name: string; email: string; team: string | null; callerIds: number };

/** Gives one number to people and whole teams. */
export function AssignForm({
  callerIdId,
  back,
  users,
  holders,
}: {
  callerIdId: string;
  /** Where the window leads back to. */
  back: string;
  users: User[];
  /** Who may use it already. */
  holders: string[];
}) {
  const form = useFormAction(assignUsersAction);
  const { state } = form;
  const value = (name: string) => [state?.values?.[name] ?? []].flat();
  return (
    <ActionForm of={form} className="stack-loose" id="assign" noValidate key={state?.at}>
      <DefaultSubmit name="do" value="enter" />
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="callerIdId" value={callerIdId} />
      <input type="hidden" name="back" value={back} />
      <UserPicker
        users={users}
        holders={holders}
        chosen={value("users")}
        chosenTeams={value("teams")}
        search={value("find")[0] ?? ""}
        open
        error={state?.fields?.users}
        help="They can call with this number at once."
        helpForNobody={state?.fields?.users ? "" : "Tick people, or whole teams."}
      />
    </ActionForm>
  );
}
