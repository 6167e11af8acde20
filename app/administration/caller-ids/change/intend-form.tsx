"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { DefaultSubmit } from "@/components/ui/default-submit";
import { Field, SelectField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { UserPicker } from "@/components/user-picker";
import type { ChangePart, IntendedChange } from "@/lib/domain/caller-ids/change-many";
import { intendAction } from "./actions";

type User = { id: string; name: string; email: string; team: string | null; callerIds: number };

/** What is to happen to the chosen Caller IDs; its answer is the preview below. */
export function IntendForm({
  selectionId,
  part,
  back,
  users,
  intended,
}: {
  selectionId: string;
  part: ChangePart;
  back: string;
  users: User[];
  /** What was said before, which the fields show: a number as people type it. */
  intended: IntendedChange | null;
}) {
  const form = useFormAction(intendAction);
  const { state } = form;
  const typed = (name: string) => [state?.values?.[name] ?? []].flat();
  return (
    <ActionForm of={form} className="stack" id="intend" noValidate key={state?.at}>
      <DefaultSubmit name="do" value="enter" />
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="selection" value={selectionId} />
      <input type="hidden" name="part" value={part} />
      <input type="hidden" name="back" value={back} />
      {part === "forwarding" && (
        <Forwarding typed={typed} intended={intended} error={state?.fields?.forwardTo} />
      )}
      {part === "labels" && <Labels typed={typed} intended={intended} error={state?.fields?.labels} />}
      {part === "lock" && (
        <SelectField
          label="Lock"
          name="locked"
          options={{ yes: "Lock against release", no: "Unlock" }}
          defaultValue={typed("locked")[0] ?? (intended?.part === "lock" && !intended.locked ? "no" : "yes")}
          help="A locked Caller ID can't be released until somebody unlocks it."
        />
      )}
      {part === "users" && (
        <>
          <How typed={typed} intended={intended} options={USERS} />
          <UserPicker
            users={users}
            chosen={state?.values ? typed("users") : intended?.part === "users" ? intended.userIds : []}
            chosenTeams={typed("teams")}
            search={typed("find")[0] ?? ""}
            open={intended === null}
            error={state?.fields?.users}
            help="They can call with these numbers at once."
            helpForNobody="Tick people, or whole teams."
          />
        </>
      )}
    </ActionForm>
  );
}

const USERS = {
  add: "Assign to these, too",
  remove: "Take from these",
  replace: "Assign to these and nobody else",
};
const LABELS = {
  add: "Add these labels",
  remove: "Take these labels away",
  replace: "These labels and no others",
};

type Typed = { typed: (name: string) => string[]; intended: IntendedChange | null };

function How({ typed, intended, options }: Typed & { options: Record<string, string> }) {
  const how = intended && "how" in intended ? intended.how : "add";
  return (
    <SelectField label="What to do" name="how" options={options} defaultValue={typed("how")[0] ?? how} />
  );
}

function Labels({ typed, intended, error }: Typed & { error: string | undefined }) {
  return (
    <>
      <How typed={typed} intended={intended} options={LABELS} />
      <Field
        label="Labels, with commas between them"
        name="labels"
        autoComplete="off"
        maxLength={1000}
        defaultValue={typed("labels")[0] ?? (intended?.part === "labels" ? intended.labels.join(", ") : "")}
        error={error}
        help="Such as Q4 push, Front desk"
      />
    </>
  );
}

function Forwarding({ typed, intended, error }: Typed & { error: string | undefined }) {
  const before = intended?.part === "forwarding" ? intended : null;
  const isForever =
    typed("forwardTo")[0] === undefined ? before?.ringForever : typed("ringForever")[0] === "yes";
  return (
    <>
      <Field
        label="Forward call-backs to"
        name="forwardTo"
        type="tel"
        autoComplete="off"
        maxLength={60}
        defaultValue={typed("forwardTo")[0] ?? before?.forwardTo ?? ""}
        error={error}
        help="Any way you like to type it."
      />
      <Checkbox name="ringForever" value="yes" defaultChecked={isForever}>
        <span>Ring forever: again and again until somebody answers</span>
      </Checkbox>
    </>
  );
}
