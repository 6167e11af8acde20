"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { DefaultSubmit } from "@/components/ui/default-submit";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { UserPicker } from "@/components/user-picker";
import { placeOrderAction } from "./actions";

type User = { id: string; name: string; email: string; team: string | null; callerIds: number };

/** The three questions of an order. What was typed comes back with every answer, with and without scripts. */
export function ForwardCallsForm({
  users,
  country,
  earlier,
}: {
  users: User[];
  country: string;
  /** What was answered for an order that was not approved. */
  earlier: Record<string, string | string[]> | null;
}) {
  const form = useFormAction(placeOrderAction);
  const { state } = form;
  const value = (name: string) => [(state?.values ?? earlier)?.[name] ?? []].flat();
  return (
    <ActionForm of={form} className="stack-loose" id="forward" noValidate key={state?.at}>
      <DefaultSubmit name="do" value="enter" />
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <Field
        label="Forward all Incoming Calls to"
        name="forwardTo"
        type="tel"
        autoComplete="off"
        required
        maxLength={60}
        autoFocus
        defaultValue={value("forwardTo")[0]}
        error={state?.fields?.forwardTo}
        help={`${earlier && !state ? "As in your order that was not approved. " : ""}Any way you like to type it. Without a country code we read it as a number in ${country}.`}
      />
      <UserPicker
        users={users}
        chosen={value("users")}
        chosenTeams={value("teams")}
        search={value("find")[0] ?? ""}
        open={state?.values !== undefined && value("do")[0] === "find"}
        error={state?.fields?.users}
        help="They can call with these numbers as soon as the purchase is done. You may choose nobody for now."
        helpForNobody="Nobody yet: the numbers can take call-backs, but nobody can call with them until you assign them."
      />
      <Checkbox name="ringForever" value="yes" defaultChecked={value("ringForever").length > 0}>
        <span>Please select this checkbox if you would like the call back to ring forever</span>
      </Checkbox>
    </ActionForm>
  );
}
