import { SessionList } from "@/components/session-list";
import { SidePanel } from "@/components/side-panel";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { plural } from "@/lib/domain/format";
import type { UserView } from "@/lib/users/read-user";
import { endSessionsAction } from "./actions";

/** Where somebody is signed in, and a way to end it. */
export function SessionsPanel({
  userId,
  name,
  sessions,
  now,
}: {
  userId: string;
  name: string;
  sessions: UserView["sessions"];
  now: Date;
}) {
  return (
    <SidePanel id="sessions" title="Signed in">
      <SessionList sessions={sessions} now={now} />
      {sessions.length > 0 && (
        <PlainForm action={endSessionsAction}>
          <input type="hidden" name="userId" value={userId} />
          <ConfirmButton
            label="Sign out everywhere"
            title={`Sign ${name} out everywhere?`}
            keep="Leave them"
            confirm={<Submit look="primary">Sign out everywhere</Submit>}
          >
            <p>{`${plural(sessions.length, "session")} and any sign-in link end at once. They can sign in again with a new link.`}</p>
          </ConfirmButton>
        </PlainForm>
      )}
    </SidePanel>
  );
}
