"use client";

import { useActionState, useEffect, useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { sendNewCodeAction, validateCodeAction } from "./actions";

/** `triesLeft` once some are spent; the error says it where there is one. */
export function CodeForm({ orderId, triesLeft }: { orderId: string; triesLeft: number | null }) {
  const [state, submit, pending] = useActionState(validateCodeAction, null);
  const left = triesLeft === null || state?.errors?.code ? "" : ` ${triesLeft} of 5 tries left.`;
  return (
    <ActionForm pending={pending} className="form" id="approve" action={submit} noValidate key={state?.at}>
      {state?.message && <Notice kind="bad">{state.message}</Notice>}
      <input type="hidden" name="orderId" value={orderId} />
      <Field
        label="Transaction Code"
        name="code"
        className="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        autoFocus
        defaultValue={state?.values?.code}
        error={state?.errors?.code}
        help={`8 letters and digits. Capitals, spaces and the dash do not matter.${left}`}
      />
    </ActionForm>
  );
}

/** The wait is shown and counted; the server decides it, with and without scripts. */
export function ResendForm({
  orderId,
  waitSeconds,
  hasCode,
}: {
  orderId: string;
  waitSeconds: number;
  hasCode: boolean;
}) {
  const [state, submit, pending] = useActionState(sendNewCodeAction, null);
  const [wait, setWait] = useState(waitSeconds);
  const [scripted, setScripted] = useState(false);
  useEffect(() => {
    setScripted(true);
    setWait(waitSeconds);
    const until = Date.now() + waitSeconds * 1000;
    const timer = setInterval(() => setWait(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [waitSeconds]);
  return (
    <ActionForm pending={pending} className="again" action={submit}>
      <input type="hidden" name="orderId" value={orderId} />
      <Submit busy={scripted && wait > 0}>Send a new code</Submit>
      <span className="help">
        {wait > 0 && `You can ask for one in ${wait === 1 ? "1 second" : `${wait} seconds`}. `}
        {hasCode && "A new code replaces the one you have."}
      </span>
      {state?.message && (
        <p className={state.errors ? "error basis-full" : "help basis-full"} role="status" key={state.at}>
          {state.message}
        </p>
      )}
    </ActionForm>
  );
}
