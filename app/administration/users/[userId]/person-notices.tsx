import { Notice } from "@/components/ui/notice";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import type { Dates } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import { personStatus } from "@/lib/domain/people/person";
import type { UserView } from "@/lib/users/read-user";
import { assignTeamNumbersAction, inviteAgainAction, withdrawAddressAction } from "./actions";

/** What waits for somebody, and what could be done about it. */
export function PersonNotices({
  view: { person, newAddress, ofTeam },
  dates,
}: {
  view: UserView;
  dates: Dates;
}) {
  const userId = <input type="hidden" name="userId" value={person.id} />;
  return (
    <>
      {ofTeam > 0 && person.team && !person.deactivatedAt && (
        <Notice
          action={
            <PlainForm action={assignTeamNumbersAction}>
              {userId}
              <Submit>{`Also the ${plural(ofTeam, "Caller ID")} that all of ${person.team} may use`}</Submit>
            </PlainForm>
          }
        >
          <span>{`${person.name} is in ${person.team} now.`}</span>
        </Notice>
      )}
      {newAddress && !person.deactivatedAt && (
        <Notice
          action={
            <PlainForm action={withdrawAddressAction}>
              {userId}
              <Submit>Withdraw</Submit>
            </PlainForm>
          }
        >
          <span>
            {`${newAddress.email} waits for its confirmation: we mailed a link there, which works until ${dates.dayAndTime(newAddress.expiresAt)}. Until then ${person.email} holds.`}
          </span>
        </Notice>
      )}
      {personStatus(person) === "invited" && (
        <Notice
          action={
            <PlainForm action={inviteAgainAction}>
              {userId}
              <Submit>Invite again</Submit>
            </PlainForm>
          }
        >
          <span>Invited by mail, and not signed in yet.</span>
        </Notice>
      )}
    </>
  );
}
