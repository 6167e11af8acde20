import { Notice } from "@/components/ui/notice";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { releasePauseSentence } from "@/lib/domain/releases/release";
import { resumeReleaseAction } from "./actions";

/** Why a release rests, and what goes on with it. */
export function RestingNotice({ releaseId, reason }: { releaseId: string; reason: string }) {
  return (
    <Notice kind="warn">
      <strong>The release rests.</strong> <span>{releasePauseSentence(reason)}</span>
      <PlainForm action={resumeReleaseAction}>
        <input type="hidden" name="releaseId" value={releaseId} />
        <Submit look="primary">Resume</Submit>
      </PlainForm>
    </Notice>
  );
}
