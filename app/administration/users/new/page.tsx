import { z } from "zod";
import { Button, ButtonLink } from "@/components/ui/button";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { USERS } from "@/lib/domain/addresses";
import { asTyped } from "@/lib/domain/forwarding/forwarding";
import { ROLE_HELP, ROLE_NAMES, rolesToGive } from "@/lib/domain/people/role";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { listTeamNames } from "@/lib/users/list-people";
import { AddUserForm } from "./form";

export const metadata = { title: "Add User" };

const paramsSchema = z.object({
  back: z.string().max(1500).optional().catch(undefined),
  team: z.string().max(100).optional().catch(undefined),
});

export default async function AddUser({ searchParams }: PageProps<"/administration/users/new">) {
  const admin = await requireAdmin();
  const { back, team = "" } = paramsSchema.parse(await searchParams);
  const roles = rolesToGive(admin, null);
  const closeTo = returnAddress(back, USERS);
  return (
    <Window
      title="Add User"
      narrow
      closeTo={closeTo}
      foot={
        <>
          <span className="window-foot-words">They get a mail with the sign-in address.</span>
          <div className="actions">
            <ButtonLink href={closeTo}>Cancel</ButtonLink>
            <Button look="primary" form="add-user">
              Add and invite
            </Button>
          </div>
        </>
      }
    >
      <AddUserForm
        back={closeTo}
        team={team}
        roles={Object.fromEntries(roles.toReversed().map((role) => [role, ROLE_NAMES[role]]))}
        roleHelp={
          roles.length > 1
            ? Object.values(ROLE_HELP).toReversed().join(" ")
            : `${ROLE_HELP.user} Only owners add admins.`
        }
        teams={await listTeamNames(admin)}
        phoneExample={asTyped("+15125550100", admin.country)}
      />
    </Window>
  );
}
