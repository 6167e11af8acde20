import { SidePanel } from "@/components/side-panel";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import type { CallerIdView } from "@/lib/caller-ids/read-caller-id";
import { changeLockAction } from "./actions";

/** Keeps a number from being released by mistake. */
export function LockPanel({ callerId: { id, locked, status } }: { callerId: CallerIdView["callerId"] }) {
  return (
    <SidePanel id="number-lock" title="Lock against release">
      <p className="text-small text-quiet">
        {locked
          ? "Locked: it can't be released until somebody unlocks it."
          : status === "leaving"
            ? "Locking it keeps it: it does not leave then."
            : "Not locked."}
      </p>
      <PlainForm action={changeLockAction}>
        <input type="hidden" name="callerIdId" value={id} />
        <input type="hidden" name="locked" value={locked ? "no" : "yes"} />
        <Submit icon="lock">{locked ? "Unlock" : "Lock"}</Submit>
      </PlainForm>
    </SidePanel>
  );
}
