"use client";

import { useEffect, useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { useHydrated } from "@/components/ui/use-hydrated";
import { sendNewCodeAction, validateCodeAction } from "./actions";

/** The two forms of the window. The answer of one takes the place of the other's, so that none outlives its truth. */
export function CodeForms({
  orderId,
  triesLeft,
  waitSeconds,
  hasCode,
}: {
  orderId: string;
  /** Once some are spent. */
  triesLeft: number | null;
  waitSeconds: number;
  hasCode: boolean;
}) {
  const validate = useFormAction(validateCodeAction);
  const resend = useFormAction(sendNewCodeAction);
  const resentLast = (resend.state?.at ?? 0) > (validate.state?.at ?? 0);
  return (
    <>
      <CodeForm orderId={orderId} triesLeft={triesLeft} form={validate} answered={!resentLast} />
      <ResendForm
        orderId={orderId}
        waitSeconds={waitSeconds}
        hasCode={hasCode}
        form={resend}
        answered={resentLast}
      />
    </>
  );
}

type FormProps = {
  orderId: string;
  form: ReturnType<typeof useFormAction>;
  /** Whether what this form answered is the newest answer. */
  answered: boolean;
};

function CodeForm({ orderId, triesLeft, form, answered }: FormProps & { triesLeft: number | null }) {
  const state = answered ? form.state : null;
  // The error says it where there is one.
  const left = triesLeft === null || state?.fields?.code ? "" : ` ${triesLeft} of 5 tries left.`;
  return (
    <ActionForm of={form} className="stack-loose" id="approve" noValidate key={state?.at}>
      {state?.message && <Notice kind="bad">{state.message}</Notice>}
      <input type="hidden" name="orderId" value={orderId} />
      <Field
        label="Transaction Code"
        name="code"
        isCode
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        autoFocus
        defaultValue={[state?.values?.code ?? []].flat()[0]}
        error={state?.fields?.code}
        help={`8 letters and digits. Capitals, spaces and the dash do not matter.${left}`}
      />
    </ActionForm>
  );
}

/** The wait is shown and counted; the server decides it, with and without scripts. */
function ResendForm({
  orderId,
  waitSeconds,
  hasCode,
  form,
  answered,
}: FormProps & { waitSeconds: number; hasCode: boolean }) {
  const state = answered ? form.state : null;
  const [wait, setWait] = useState(waitSeconds);
  const hydrated = useHydrated();
  useEffect(() => {
    setWait(waitSeconds);
    const until = Date.now() + waitSeconds * 1000;
    const timer = setInterval(() => setWait(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [waitSeconds]);
  return (
    <ActionForm of={form} className="actions" id="resend">
      <input type="hidden" name="orderId" value={orderId} />
      {hasCode && <Submit busy={hydrated && wait > 0}>Send a new code</Submit>}
      <span className="field-help">{waitInWords(wait, hasCode)}</span>
      {state?.message && (
        <div className="actions-answer" role="status" key={state.at}>
          <p className={state.kind === "bad" ? "field-error" : "field-help"}>{state.message}</p>
        </div>
      )}
    </ActionForm>
  );
}

function waitInWords(wait: number, hasCode: boolean): string {
  const replaces = hasCode ? "A new code replaces the one you have." : "";
  if (wait === 0) return replaces;
  return `You can ask for a new one in ${wait === 1 ? "1 second" : `${wait} seconds`}. ${replaces}`;
}
