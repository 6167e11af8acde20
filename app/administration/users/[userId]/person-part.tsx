import { PlainNumber } from "@/components/phone-number";
import { DefinitionList } from "@/components/ui/definition-list";
import { EmptyValue } from "@/components/ui/empty-value";
import type { Admin } from "@/lib/domain/actor/actor";
import { asTyped } from "@/lib/domain/forwarding/forwarding";
import { ROLE_HELP, ROLE_NAMES, rolesToGive } from "@/lib/domain/people/role";
import type { UserView } from "@/lib/users/read-user";
import { shownOf } from "../person-words";
import { PersonForm } from "./person-form";

/** Who somebody is: a form for whoever may change them, facts for others. */
export function PersonPart({
  view: { person, teams },
  admin,
  isChangeable,
}: {
  view: UserView;
  admin: Admin;
  isChangeable: boolean;
}) {
  if (!isChangeable)
    return (
      <section className="stack-tight" aria-label="Person">
        <DefinitionList
          facts={[
            ["Email", person.email],
            [
              "Phone",
              person.phone ? (
                <PlainNumber e164={person.phone} key="phone" />
              ) : (
                <EmptyValue meaning="none" key="phone" />
              ),
            ],
            ["Team", person.team ?? <EmptyValue meaning="none" key="team" />],
            ["Role", ROLE_NAMES[person.role]],
          ]}
        />
        <p className="text-small text-quiet">Only an owner may change admins and owners.</p>
      </section>
    );
  const roles = rolesToGive(admin, person);
  const shown = shownOf(person, admin.country);
  return (
    <section aria-label="Person">
      <PersonForm
        person={{
          id: person.id,
          version: String(person.version),
          shown: JSON.stringify(shown),
          ...shown,
        }}
        roles={Object.fromEntries(roles.toReversed().map((role) => [role, ROLE_NAMES[role]]))}
        roleHelp={
          person.id === admin.userId
            ? "Nobody changes their own role."
            : roles.length > 1
              ? ROLE_HELP[person.role]
              : "Only owners make admins and owners."
        }
        teams={teams}
        phoneExample={asTyped("+15125550100", admin.country)}
      />
    </section>
  );
}
