import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { ButtonLink } from "@/components/ui/button";
import { Submit } from "@/components/ui/submit";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { readCallerId } from "@/lib/caller-ids/read-caller-id";
import { callerIdAddress } from "@/lib/domain/addresses";
import { plainNumber } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { listHolders, listUsers } from "@/lib/users/list-users";
import { nothingHere } from "@/lib/web/nothing-here";
import { AssignForm } from "./form";

export const metadata = { title: "Assign" };

const backSchema = z.object({ back: z.string().max(1500).optional().catch(undefined) });

export default async function Assign({
  params,
  searchParams,
}: PageProps<"/administration/caller-ids/[callerIdId]/assign">) {
  const admin = await requireAdmin();
  const id = idSchema.parse((await params).callerIdId);
  const [view, users, holders] = await Promise.all([
    readCallerId(admin, id, FIRST_PAGE),
    listUsers(admin),
    listHolders(admin, id),
  ]);
  if (!view || view.callerId.releasedAt) nothingHere();
  const back = returnAddress(backSchema.parse(await searchParams).back, callerIdAddress(id));
  return (
    <Window
      title={`Assign ${plainNumber(view.callerId.e164)}`}
      narrow
      closeTo={back}
      foot={
        <div className="actions">
          <ButtonLink href={back}>Cancel</ButtonLink>
          <Submit look="primary" form="assign">
            Assign
          </Submit>
        </div>
      }
    >
      <FlashMessage />
      <AssignForm callerIdId={id} back={back} users={users} holders={holders} />
    </Window>
  );
}
