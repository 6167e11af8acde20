import { Notice } from "@/components/ui/notice";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { letMorningComeAction } from "./actions";

/** For who tries the console on one machine. */
export function LetMorningCome({ releaseId }: { releaseId: string }) {
  return (
    <Notice
      action={
        <PlainForm action={letMorningComeAction}>
          <input type="hidden" name="releaseId" value={releaseId} />
          <Submit>Let that morning come</Submit>
        </PlainForm>
      }
    >
      This console is tried on one machine, with a simulated Twilio: you need not wait.
    </Notice>
  );
}
