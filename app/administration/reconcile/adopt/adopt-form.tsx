"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { DefaultSubmit } from "@/components/ui/default-submit";
import { Field, SelectField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { UserPicker } from "@/components/user-picker";
import type { PageAsked } from "@/lib/domain/paging/paging";
import { adoptAction } from "./actions";

type User = { id: string; name: string; email: string; team: string | null; callerIds: number };

/** Where calls to adopted numbers go from now on, and who may use them. */
export function AdoptForm({
  rows,
  place,
  users,
  country,
}: {
  rows: string;
  /** The page of the list that they are of. */
  place: PageAsked;
  users: User[];
  country: string;
}) {
  const form = useFormAction(adoptAction);
  const { state } = form;
  const value = (name: string) => [state?.values?.[name] ?? []].flat();
  return (
    <ActionForm of={form} className="stack-loose adopt-form" id="adopt" noValidate key={state?.at}>
      <DefaultSubmit name="do" value="enter" />
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="rows" value={rows} />
      {place.after && <input type="hidden" name="after" value={place.after} />}
      {place.before && <input type="hidden" name="before" value={place.before} />}
      <SelectField
        label="Their calls"
        name="calls"
        options={{
          keep: "Keep what is set at Twilio",
          forward: "Forward here instead",
        }}
        help="Forwarding replaces what is set at Twilio today."
        defaultValue={value("calls")[0] ?? "keep"}
      />
      <div className="adopt-form-forward stack">
        <Field
          label="Forward all Incoming Calls to"
          name="forwardTo"
          type="tel"
          autoComplete="off"
          maxLength={60}
          defaultValue={value("forwardTo")[0]}
          error={state?.fields?.forwardTo}
          help={`Any way you like to type it. Without a country code we read it as a number in ${country}.`}
        />
        <Checkbox name="ringForever" value="yes" defaultChecked={value("ringForever").length > 0}>
          <span>Ring forever: again and again until somebody answers</span>
        </Checkbox>
      </div>
      <UserPicker
        users={users}
        chosen={value("users")}
        chosenTeams={value("teams")}
        search={value("find")[0] ?? ""}
        open={state?.values !== undefined && value("do")[0] === "find"}
        error={state?.fields?.users}
        help="They can call with these numbers at once. You may choose nobody for now."
        helpForNobody="Nobody yet: nobody can call with them until you assign them."
      />
    </ActionForm>
  );
}
