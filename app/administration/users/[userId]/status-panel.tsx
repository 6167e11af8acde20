import { SidePanel } from "@/components/side-panel";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { plural } from "@/lib/domain/format";
import type { UserView } from "@/lib/users/read-user";
import { deactivateUserAction, reactivateUserAction } from "./actions";

/** Ends or gives back somebody's access, and asks what it means for their Caller IDs. */
export function StatusPanel({ view: { person, orders, givenBack, heirs } }: { view: UserView }) {
  const userId = <input type="hidden" name="userId" value={person.id} />;
  const numbers = plural(person.callerIds, "Caller ID");
  if (person.deactivatedAt)
    return (
      <SidePanel id="return" title="Back in the team">
        <p>They may sign in again, with a new link.</p>
        <PlainForm action={reactivateUserAction} className="stack">
          {userId}
          {givenBack > 0 && (
            <Checkbox name="giveBack" value="yes" defaultChecked>
              <span>{`Give back the ${plural(givenBack, "Caller ID")} that nobody got since`}</span>
            </Checkbox>
          )}
          <div className="actions">
            <Submit>Reactivate</Submit>
          </div>
        </PlainForm>
      </SidePanel>
    );
  return (
    <SidePanel id="leaving" title="Leaving the team">
      <p>{`Ends sessions, links and waiting codes at once.${person.callerIds > 0 ? ` You say what becomes of the ${numbers}.` : ""}`}</p>
      <PlainForm action={deactivateUserAction}>
        {userId}
        <ConfirmButton
          label="Deactivate"
          look="danger"
          title={`Deactivate ${person.name}?`}
          keep="Keep active"
          confirm={<Submit look="danger-solid">Deactivate</Submit>}
        >
          <p>{meaning(person.name, person.callerIds, orders)}</p>
          {person.callerIds > 0 && (
            <label className="side-panel-ways">
              <span>{`Who gets their ${numbers}`}</span>
              <select className="field-select" name="giveTo" defaultValue="">
                <option value="">Nobody: leave them unassigned</option>
                {heirs.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
        </ConfirmButton>
      </PlainForm>
    </SidePanel>
  );
}

function meaning(name: string, callerIds: number, { waiting, goingOn }: UserView["orders"]): string {
  const facts = [
    `may use ${plural(callerIds, "Caller ID")}`,
    waiting > 0 &&
      `placed ${plural(waiting, "order")} that ${waiting === 1 ? "waits for its code and is" : "wait for their codes and are"} cancelled`,
    goingOn > 0 &&
      `placed ${plural(goingOn, "order")} that ${goingOn === 1 ? "goes" : "go"} on, whose news the owners get`,
  ].filter(Boolean);
  return `${name} ${new Intl.ListFormat("en").format(facts as string[])}. Sessions and sign-in links end at once.`;
}
