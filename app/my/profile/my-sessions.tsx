import { SessionList } from "@/components/session-list";
import { SidePanel } from "@/components/side-panel";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { plural } from "@/lib/domain/format";
import type { UserView } from "@/lib/users/read-user";
import { endMySessionsAction } from "./actions";

/** Where one is signed in oneself, and a way to end it. */
export function MySessions({ sessions, now }: { sessions: UserView["sessions"]; now: Date }) {
  return (
    <SidePanel id="sessions" title="Signed in">
      <SessionList sessions={sessions} now={now} />
      <PlainForm action={endMySessionsAction}>
        <ConfirmButton
          label="Sign out everywhere"
          title="Sign out everywhere?"
          keep="Stay signed in"
          confirm={<Submit look="primary">Sign out everywhere</Submit>}
        >
          <p>{`${plural(sessions.length, "session")} end at once, this one too. You can sign in again with a new link.`}</p>
        </ConfirmButton>
      </PlainForm>
    </SidePanel>
  );
}
