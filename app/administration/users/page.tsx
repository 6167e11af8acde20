import { FlashMessage } from "@/app/flash-message";
import { ButtonLink } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { requireAdmin } from "@/lib/auth/require-user";
import { ADD_USER, ASSIGN, givenOf, USERS, USERS_EXPORT, withQuery } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { peopleFilterSchema } from "@/lib/domain/people/people-filter";
import { listPeople } from "@/lib/users/list-people";
import { PeopleTable } from "./people-table";
import { UsersFilter } from "./users-filter";

export const metadata = { title: "Users" };

export default async function Users({ searchParams }: PageProps<"/administration/users">) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const filter = peopleFilterSchema.parse(params);
  const asked = pageAskedSchema.parse(params);
  const { page, counts, teams } = await listPeople(admin, filter, asked);
  const here = withQuery(USERS, { ...filter, ...asked });
  const back = here === USERS ? null : here;
  const team = teams.find((one) => one.team === filter.team);
  const isFiltered = counts.found < counts.everybody || Object.values(filter).some((one) => one !== null);
  return (
    <Page>
      <PageHead
        title="Users"
        about={`${plural(counts.active, "active person", "active people")}, ${counts.invited} invited and not yet signed in; ${plural(counts.owners, "owner")}, ${plural(counts.admins, "admin")}`}
        actions={
          <>
            <ButtonLink icon="download" href={withQuery(USERS_EXPORT, filter)}>
              Export CSV
            </ButtonLink>
            <ButtonLink look="primary" icon="add" href={withQuery(ADD_USER, { back })}>
              Add User
            </ButtonLink>
          </>
        }
      />
      <div className="stack">
        <FlashMessage />
        <UsersFilter filter={filter} teams={teams} />
        {isFiltered && (
          <div className="list-head">
            <p>{`${counts.found} of ${plural(counts.everybody, "person", "people")}`}</p>
            {team && (
              <ButtonLink href={withQuery(ASSIGN, { team: team.team, back })}>
                Assign Caller IDs to all of {team.team}
              </ButtonLink>
            )}
          </div>
        )}
        {page.rows.length > 0 ? (
          <>
            <PeopleTable people={page.rows} back={back} dates={datesOf(admin, new Date())} />
            <Pager page={page} query={givenOf(filter)} />
          </>
        ) : (
          <p className="text-quiet">
            Nobody matches. <a href={USERS}>Show everybody</a>
          </p>
        )}
      </div>
    </Page>
  );
}
