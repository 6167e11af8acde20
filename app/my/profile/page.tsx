import { FlashMessage } from "@/app/flash-message";
import { DefinitionList } from "@/components/ui/definition-list";
import { EmptyValue } from "@/components/ui/empty-value";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { requireUser } from "@/lib/auth/require-user";
import { asTyped } from "@/lib/domain/forwarding/forwarding";
import { ROLE_HELP, ROLE_NAMES } from "@/lib/domain/people/role";
import { readMyself } from "@/lib/users/read-user";
import { ProfileForm } from "./form";
import { MySessions } from "./my-sessions";
import { profileShown } from "./profile-shown";

export const metadata = { title: "My profile" };

export default async function MyProfile() {
  const member = await requireUser();
  const { person, sessions } = await readMyself(member);
  return (
    <Page>
      <PageHead
        title="My profile"
        about={`${ROLE_NAMES[person.role]} of ${member.organizationName}. ${ROLE_HELP[person.role]}`}
      />
      <div className="with-aside">
        <div className="stack-loose">
          <FlashMessage />
          <ProfileForm
            version={String(person.version)}
            person={profileShown(person, member.country)}
            choosesMails={person.role !== "user"}
            phoneExample={asTyped("+15125550100", member.country)}
          />
          <section className="stack-tight" aria-label="What an administrator changes">
            <DefinitionList
              facts={[
                ["Email", person.email],
                ["Team", person.team ?? <EmptyValue key="team" meaning="none" />],
              ]}
            />
            <p className="text-small text-quiet">An administrator changes these.</p>
          </section>
        </div>
        <aside className="stack" aria-label="Sessions">
          <MySessions sessions={sessions} now={new Date()} />
        </aside>
      </div>
    </Page>
  );
}
