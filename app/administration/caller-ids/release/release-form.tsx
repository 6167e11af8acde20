"use client";

import { useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, SelectField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { releaseAction } from "./actions";

/** How they are given back, why, and the word that confirms it. */
export function ReleaseForm({
  selectionId,
  back,
  goes,
  only,
  days,
  offered,
  waiting,
  withAddress,
  inTrunks,
  reasons,
}: {
  selectionId: string;
  back: string;
  goes: number;
  /** The one number, where it is one. */
  only: string | null;
  days: { first: string; last: string; offered: string };
  /** The offered day in words. */
  offered: string;
  /** What waiting costs in words, from which day on. */
  waiting: { from: string; words: string }[];
  /** How many have an emergency address, as far as is known. */
  withAddress: number;
  /** And how many are used by a trunk or an application. */
  inTrunks: number;
  /** Words by their names. */
  reasons: Record<string, string>;
}) {
  const form = useFormAction(releaseAction);
  const { state } = form;
  const value = (name: string) => [state?.values?.[name] ?? []].flat()[0];
  const how = value("how") ?? "later";
  const [until, setUntil] = useState(value("until") ?? days.offered);
  const isOffered = until >= days.first && until <= days.last;
  const costs = isOffered ? `${waiting.findLast(({ from }) => from <= until)?.words} ` : "";
  return (
    <ActionForm of={form} className="stack-loose" id="release" noValidate autoComplete="off">
      <input type="hidden" name="selection" value={selectionId} />
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="shown" value={goes} />
      {state?.message && (
        <Notice kind={state.kind} key={state.at} takesFocus>
          {state.message}
        </Notice>
      )}
      <fieldset className="release-form-ways">
        <legend>How</legend>
        <div className="release-form-way">
          <label>
            <input type="radio" name="how" value="later" defaultChecked={how === "later"} />
            <span>
              <strong>Keep answering call-backs until a day, then release</strong>
              <span className="text-quiet">
                {only
                  ? "It shows on no call from now on. Callers still reach where it is forwarded to."
                  : "They show on no call from now on. Callers still reach where they are forwarded to."}{" "}
                “Keep this number” undoes it until then.
              </span>
            </span>
          </label>
          <Field
            label="Until"
            name="until"
            type="date"
            min={days.first}
            max={days.last}
            defaultValue={value("until") ?? days.offered}
            onChange={(event) => setUntil(event.target.value)}
            error={state?.fields?.until}
            help={`${costs}Released in that day’s morning, between 6 and 7. Offered: ${offered}, 30 days from today.`}
          />
        </div>
        <div className="release-form-way">
          <label>
            <input type="radio" name="how" value="now" defaultChecked={how === "now"} />
            <span>
              <strong>Release now</strong>
              <span className="text-quiet">
                From now on callers hear that the number is not in service. Nothing more is billed.
              </span>
            </span>
          </label>
        </div>
      </fieldset>
      <div className="release-form-reason">
        <SelectField
          label="Reason"
          name="reason"
          options={{ "": "Choose a reason", ...reasons }}
          defaultValue={value("reason") ?? ""}
          error={state?.fields?.reason}
        />
        <Field
          label="In your words (optional)"
          name="words"
          maxLength={500}
          defaultValue={value("words")}
          error={state?.fields?.words}
        />
      </div>
      <Checkbox name="address" value="yes" defaultChecked={value("address") === "yes"}>
        <span>
          {withAddress > 0
            ? `Take the emergency address off where there is one, which ${withAddress} of them ${withAddress === 1 ? "has" : "have"}: Twilio releases no number with one, and 911 calls from it are no longer located`
            : "Take the emergency address off if there is one: Twilio releases no number with one, and 911 calls from it are no longer located"}
        </span>
      </Checkbox>
      {inTrunks > 0 && (
        <Checkbox
          name="trunks"
          value={inTrunks}
          defaultChecked={value("trunks") === String(inTrunks)}
          error={state?.fields?.trunks}
        >
          <span>
            {`Release ${inTrunks === 1 ? "the one that is" : `the ${inTrunks} that are`} used by a trunk or an application at Twilio, too: the calls of those end with ${inTrunks === 1 ? "it" : "them"}`}
          </span>
        </Checkbox>
      )}
      <Notice kind="warn">
        <strong>Twilio can’t undo a release for us.</strong>{" "}
        <span>
          For about 10 days its own console may sell the number back, as a new purchase. Somebody else may get
          it after that. All owners are mailed a file of what was released.
        </span>
      </Notice>
      <div className="release-form-confirm">
        <Field
          label={only ? `Type ${only} to confirm` : `Type ${goes} to confirm`}
          name="confirm"
          inputMode="tel"
          autoComplete="off"
          maxLength={60}
          defaultValue={value("confirm")}
          error={state?.fields?.confirm}
          help={only ? "The number that you give up." : "How many numbers you give up."}
        />
      </div>
    </ActionForm>
  );
}
