"use client";

import { useActionState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import { requestLinkAction } from "./actions";

/** `to` is where the link leads; the server checks it again. */
export function SignInForm({ to }: { to: string }) {
  const [state, submit, pending] = useActionState(requestLinkAction, null);
  return (
    <ActionForm pending={pending} action={submit} noValidate>
      <input type="hidden" name="to" value={to} />
      <Field
        key={String(state?.values?.email)}
        label="Email address"
        name="email"
        type="email"
        autoComplete="email"
        autoFocus
        required
        maxLength={300}
        defaultValue={state?.values?.email}
        error={state?.fields?.email}
        help="The one your organization registered for you."
      />
      <Submit look="primary">Email me a link</Submit>
    </ActionForm>
  );
}
