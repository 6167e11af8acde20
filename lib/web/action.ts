import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { requireAdmin } from "@/lib/auth/require-admin";
import type { Admin } from "@/lib/domain/actor/actor";
import { withLogFields } from "@/lib/runtime/log";
import { REQUEST_HEADER } from "@/lib/runtime/request-id";
import { isSameOrigin } from "./same-origin";

/**
 * What a form shows after a post: a message for the page, messages beside fields, and what was typed, so that
 * nothing is lost. Null before the first post.
 */
export type ActionState = {
  message?: string;
  errors?: Record<string, string>;
  values?: Record<string, string | string[]>;
  /** Differs with every answer, so that the same message is announced again. */
  at?: number;
} | null;

/** A wrapped action: a plain form's, or one under `useActionState`. */
export type FormAction = {
  (form: FormData): Promise<void>;
  (state: ActionState, form: FormData): Promise<ActionState>;
};

/** Says that nothing was changed. (`forbidden()` of a form post without scripts ends on the not-found page.) */
const REFUSED = "/refused";

type Handler<Input, Who> = (who: Who, input: Input) => Promise<ActionState | undefined>;

/**
 * The one way in for every write from the browser: same origin, then who, then zod, then the verb. Works as a plain
 * form action and under `useActionState`. Schemas describe what our own forms send; anything else is refused.
 */
export function action<Schema extends z.ZodType>(schema: Schema, run: Handler<z.output<Schema>, Admin>) {
  return (async (...args: [FormData] | [ActionState, FormData]) => {
    await requireSameOrigin();
    const admin = await requireAdmin({ error: "ended" });
    const { organizationId, userId } = admin;
    return withLogFields(
      { requestId: await requestId(), organizationId, userId },
      async () => (await run(admin, parse(schema, args))) ?? null,
    );
  }) as FormAction;
}

/** The same for the few forms that have no admin yet. */
export function publicAction<Schema extends z.ZodType>(schema: Schema, run: Handler<z.output<Schema>, null>) {
  return (async (...args: [FormData] | [ActionState, FormData]) => {
    await requireSameOrigin();
    return withLogFields(
      { requestId: await requestId() },
      async () => (await run(null, parse(schema, args))) ?? null,
    );
  }) as FormAction;
}

const requestId = async () => (await headers()).get(REQUEST_HEADER);

async function requireSameOrigin() {
  if (!isSameOrigin(await headers())) redirect(REFUSED);
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  args: [FormData] | [ActionState, FormData],
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
