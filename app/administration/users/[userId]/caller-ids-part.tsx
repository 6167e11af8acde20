import { Button, ButtonLink } from "@/components/ui/button";
import { Pager } from "@/components/ui/pager";
import { ASSIGN, userAddress, withQuery } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import type { UserView } from "@/lib/users/read-user";
import { PersonNumbers } from "./person-numbers";
import { UnassignForm } from "./unassign-form";

/** The Caller IDs that somebody may use, to be taken from them by ticks; more are given in a window. */
export function CallerIdsPart({
  view: { person, page },
  query,
  dates,
}: {
  view: UserView;
  query: Record<string, string>;
  dates: Dates;
}) {
  const isActive = person.deactivatedAt === null;
  return (
    <section className="stack-tight" aria-labelledby="caller-ids">
      <div className="list-head">
        <h2 id="caller-ids">
          <span>Caller IDs</span>{" "}
          <span className="text-quiet">{person.callerIds.toLocaleString("en-US")}</span>
        </h2>
        <div className="actions">
          {page.rows.length > 0 && <Button form="unassign">Unassign ticked</Button>}
          {isActive && (
            <ButtonLink
              icon="add"
              href={withQuery(ASSIGN, { user: person.id, back: userAddress(person.id) })}
            >
              Assign
            </ButtonLink>
          )}
        </div>
      </div>
      {page.rows.length === 0 ? (
        <p className="text-quiet">
          {isActive ? "None yet: they can't call with any number until you assign some." : "None any more."}
        </p>
      ) : (
        <UnassignForm userId={person.id} count={person.callerIds}>
          <PersonNumbers name={person.name} rows={page.rows} dates={dates} />
        </UnassignForm>
      )}
      <Pager page={page} query={query} />
    </section>
  );
}
