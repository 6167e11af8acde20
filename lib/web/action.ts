import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { adminOfPage, requireUser, signedIn } from "@/lib/auth/require-user";
import type { Admin, Member } from "@/lib/domain/actor/actor";
import { MY_CALLER_IDS, REFUSED, SIGN_IN, withQuery } from "@/lib/domain/addresses";
import type { FormAnswer, FormState, FormValues } from "@/lib/domain/form-answer";
import { waitedTooLong } from "@/lib/runtime/database";
import { withLogFields } from "@/lib/runtime/log";
import { REQUEST_HEADER } from "@/lib/runtime/request-id";
import { flash } from "./flash";
import { isSameOrigin } from "./same-origin";

export const ok = (message?: string, values?: FormValues): FormAnswer => ({ kind: "ok", message, values });
export const bad = (message: string, values?: FormValues): FormAnswer => ({ kind: "bad", message, values });
export const badFields = (fields: Record<string, string>, values?: FormValues): FormAnswer => ({
  kind: "bad",
  fields,
  values,
});

/** A wrapped action: a plain form's, or one under `useActionState`. */
type FormAction = {
  (form: FormData): Promise<void>;
  (state: FormState, form: FormData): Promise<FormState>;
};

type Handler<Input, Who> = (who: Who, input: Input) => Promise<FormAnswer | null>;

/**
 * The one way in for every write from the browser: same origin, then who, then zod, then the verb. Works as a plain
 * form action and under `useActionState`. Schemas describe what our own forms send; anything else is refused.
 */
export const action = <Schema extends z.ZodType>(schema: Schema, run: Handler<z.output<Schema>, Admin>) =>
  wrapped(requireAdminNow, schema, run);

/**
 * The same for what an admin merely chooses on a page, which names them as its `owner`: it is kept for them where their
 * session has ended. `run` leads on by `afterSignIn`.
 */
export const choiceAction = <Schema extends z.ZodType>(
  schema: Schema,
  run: Handler<z.output<Schema>, Admin>,
) => wrapped(async (why, owner) => (await adminOfPage(owner)) ?? requireAdminNow(why), schema, run);

/** The address, by way of the sign-in page for whoever is not signed in any more. */
export const afterSignIn = async (to: string): Promise<string> =>
  (await signedIn()) ? to : withQuery(SIGN_IN, { error: "kept", to });

/** Somebody who lost the role while a form stood open is told where they land. */
async function requireAdminNow(why: { error: "ended" }): Promise<Admin> {
  const person = await requireUser(why);
  if (person.kind === "admin") return person;
  await flash(MY_CALLER_IDS, "You are no administrator any more. Nothing was changed.", "bad");
  redirect(MY_CALLER_IDS);
}

/** The same for whoever is signed in, about themselves. */
export const memberAction = <Schema extends z.ZodType>(
  schema: Schema,
  run: Handler<z.output<Schema>, Member>,
) => wrapped(requireUser, schema, run);

function wrapped<Schema extends z.ZodType, Who extends Member>(
  require: (why: { error: "ended" }, owner: string) => Promise<Who>,
  schema: Schema,
  run: Handler<z.output<Schema>, Who>,
) {
  return (async (...args: [FormData] | [FormState, FormData]) => {
    await requireSameOrigin();
    const owner = String((args.at(-1) as FormData).get("owner") ?? "");
    const who = await require({ error: "ended" }, owner);
    const { organizationId, userId } = who;
    return withLogFields({ requestId: await requestId(), organizationId, userId }, async () =>
      stamped(await orBusy(run(who, parse(schema, args)), args)),
    );
  }) as FormAction;
}

/** The same for the few forms that have no admin yet. */
export function publicAction<Schema extends z.ZodType>(schema: Schema, run: Handler<z.output<Schema>, null>) {
  return (async (...args: [FormData] | [FormState, FormData]) => {
    await requireSameOrigin();
    return withLogFields({ requestId: await requestId() }, async () =>
      stamped(await run(null, parse(schema, args))),
    );
  }) as FormAction;
}

/** Whether a script posted the form, which then stays in its place; without scripts the answer is a page of its own. */
export const hasScripts = async () => (await headers()).has("next-action");

/** Whoever waited too long for what somebody else is changing is told. An earlier step of it may have been done. */
const orBusy = (answer: Promise<FormAnswer | null>, args: [FormData] | [FormState, FormData]) =>
  answer.catch((fault: unknown) => {
    if (!waitedTooLong(fault)) throw fault;
    return bad(
      "Somebody else is changing this right now, and yours had to wait too long. Try again in a minute; if you are not sure whether it was done, reload the page first.",
      formValues(args.at(-1) as FormData),
    );
  });

const stamped = (answer: FormAnswer | null): FormState => answer && { ...answer, at: Date.now() };

const requestId = async () => (await headers()).get(REQUEST_HEADER);

async function requireSameOrigin() {
  if (!isSameOrigin(await headers())) redirect(REFUSED);
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  args: [FormData] | [FormState, FormData],
): z.output<Schema> {
  const form = args.at(-1) as FormData;
  const parsed = schema.safeParse(formValues(form));
  if (!parsed.success) redirect(REFUSED);
  return parsed.data;
}

/** A name that stands several times becomes a list; files are not accepted anywhere. */
function formValues(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name).filter((value): value is string => typeof value === "string");
    values[name] = all.length === 1 ? (all[0] ?? "") : all;
  }
  return values;
}
