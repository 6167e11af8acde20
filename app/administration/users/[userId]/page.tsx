import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { History } from "@/components/history";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { requireAdmin } from "@/lib/auth/require-user";
import { USERS } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { idSchema } from "@/lib/domain/new-id";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { assignSearchSchema } from "@/lib/domain/people/assigning";
import { mayChange } from "@/lib/domain/people/role";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { readUser } from "@/lib/users/read-user";
import { nothingHere } from "@/lib/web/nothing-here";
import { aboutPerson, personWords } from "../person-words";
import { CallerIdsPart } from "./caller-ids-part";
import { PersonNotices } from "./person-notices";
import { PersonPart } from "./person-part";
import { PersonStatus } from "./person-status";
import { SessionsPanel } from "./sessions-panel";
import { StatusPanel } from "./status-panel";

const { search, areaCode } = assignSearchSchema.shape;
const paramsSchema = z.object({
  search,
  areaCode,
  back: z.string().max(1500).optional().catch(undefined),
  joined: z.string().optional().catch(undefined),
});

/** Giving many numbers away takes a while. */
export const maxDuration = 300;

export default async function User({ params, searchParams }: PageProps<"/administration/users/[userId]">) {
  const admin = await requireAdmin();
  const query = await searchParams;
  const { back, joined, ...asked } = paramsSchema.parse(query);
  const userId = idSchema.parse((await params).userId);
  const view = await readUser(admin, userId, pageAskedSchema.parse(query), {
    joined: joined !== undefined,
    ...asked,
  });
  if (!view) nothingHere();
  const { person, history } = view;
  const now = new Date();
  const dates = datesOf(admin, now);
  const isOneself = person.id === admin.userId;
  const isChangeable = isOneself || mayChange(admin, person.role);
  return (
    <Page>
      <PageHead
        back={{ to: returnAddress(back, USERS), name: "Users" }}
        title={person.name}
        status={<PersonStatus of={person} />}
        about={aboutPerson(person, dates)}
      />
      <div className="with-aside">
        <div className="stack-loose">
          <FlashMessage />
          <PersonNotices view={view} dates={dates} />
          <PersonPart view={view} admin={admin} isChangeable={isChangeable} />
          <CallerIdsPart view={view} asked={asked} kept={back ? { back } : {}} dates={dates} />
          <History of={history} words={personWords} dates={dates} />
        </div>
        <aside className="stack" aria-label="Sessions and access">
          {isChangeable && (
            <SessionsPanel userId={person.id} name={person.name} sessions={view.sessions} now={now} />
          )}
          {isChangeable && !isOneself && <StatusPanel view={view} />}
        </aside>
      </div>
      <CopyE164 />
    </Page>
  );
}
