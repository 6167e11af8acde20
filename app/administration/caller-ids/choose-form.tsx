"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { DefaultSubmit } from "@/components/ui/default-submit";
import type { IconName } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { SelectionBar } from "@/components/ui/selection-bar";
import { useFormAction } from "@/components/ui/use-form-action";
import { chooseAction } from "./actions";

const ACTS: [part: string, words: string, icon: IconName][] = [
  ["users", "Assign", "people"],
  ["forwarding", "Forward", "forward"],
  ["labels", "Labels", "label"],
  ["lock", "Lock", "lock"],
  ["release", "Release", "leave"],
  ["export", "Export CSV", "download"],
];

/** The rows of the list, to be ticked, and what can be done with those. */
export function ChooseForm({
  query,
  back,
  owner,
  shown,
  matching,
  children,
}: {
  /** The filters that found them, as a view keeps them. */
  query: string;
  /** Where the window that follows leads back to. */
  back: string;
  /** Says whom the page is drawn for. */
  owner: string;
  shown: number;
  matching: number;
  children: ReactNode;
}) {
  const form = useFormAction(chooseAction);
  const { state } = form;
  return (
    <ActionForm of={form} className="stack" autoComplete="off">
      <DefaultSubmit name="part" value="nothing" />
      <input type="hidden" name="query" value={query} />
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="owner" value={owner} />
      {state?.message && (
        <Notice kind={state.kind} key={state.at}>
          {state.message}
        </Notice>
      )}
      {children}
      <SelectionBar shown={shown} matching={matching}>
        {ACTS.map(([part, words, icon]) => (
          <Button key={part} name="part" value={part} icon={icon}>
            {words}
          </Button>
        ))}
      </SelectionBar>
    </ActionForm>
  );
}
