"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { requestLinkAction } from "./actions";

/** `to` is where the link leads; the server checks it again. */
export function SignInForm({ to }: { to: string }) {
  const form = useFormAction(requestLinkAction);
  const { state } = form;
  return (
    <ActionForm of={form} noValidate>
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
        defaultValue={[state?.values?.email ?? []].flat()[0]}
        error={state?.fields?.email}
        help="The one your organization registered for you."
      />
      <Submit look="primary">Email me a link</Submit>
    </ActionForm>
  );
}
