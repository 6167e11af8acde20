import { readFileSync } from "node:fs";

/** What the browser's part of React encodes an action's arguments with. */
const REACT_CLIENT = "next/dist/compiled/react-server-dom-turbopack/client.node.js";
type ReactClient = { encodeReply: (value: unknown) => Promise<FormData | string> };

export type Action = { id: string; name: string; page: string };

/** Every action of the build, on a page that has it. */
export function builtActions(): Action[] {
  const { node } = JSON.parse(readFileSync(".next-test/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(node).map(([id, { exportedName, workers }]) => ({
    id,
    name: exportedName,
    page: (Object.keys(workers)[0] ?? "").replace(/^app/, "").replace(/\/page$/, ""),
  }));
}

type Post = {
  /** Where its form stands. */
  address: string;
  form: FormData;
  scripted: boolean;
  origin: string | undefined;
  cookie: string;
  headers?: Record<string, string>;
};

/** An action as a browser posts it, with or without scripts; what came back, headers included. */
export async function postAction(
  action: Action,
  { address, form, scripted, origin, cookie, headers }: Post,
): Promise<string> {
  const { encodeReply } = (await import(REACT_CLIENT)) as ReactClient;
  const body = scripted ? ((await encodeReply([null, form])) as FormData) : new FormData();
  if (!scripted) {
    body.append(`$ACTION_ID_${action.id}`, "");
    for (const [field, value] of form) body.append(field, value);
  }
  const answer = await fetch(address, {
    method: "POST",
    redirect: "manual",
    body,
    headers: {
      ...headers,
      cookie,
      ...(origin ? { origin } : {}),
      ...(scripted ? { "next-action": action.id } : {}),
    },
  });
  return JSON.stringify([...answer.headers]) + (await answer.text());
}
