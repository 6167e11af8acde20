import { Button, ButtonLink } from "@/components/ui/button";
import { Pager } from "@/components/ui/pager";
import { ASSIGN, userAddress, withQuery } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import type { UserView } from "@/lib/users/read-user";
import { CallerIdSearch } from "../caller-id-search";
import { PersonNumbers } from "./person-numbers";
import { UnassignForm } from "./unassign-form";

/** So few are seen at a glance. */
const SEARCHED_FROM = 8;

/** The Caller IDs that somebody may use, to be taken from them by ticks or a search; more are given in a window. */
export function CallerIdsPart({
  view: { person, page, found },
  asked,
  kept,
  dates,
}: {
  view: UserView;
  asked: { search: string; areaCode: string };
  /** What the address keeps beside the search. */
  kept: Record<string, string>;
  dates: Dates;
}) {
  const isActive = person.deactivatedAt === null;
  const isSearched = asked.search !== "" || asked.areaCode !== "";
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
              href={withQuery(ASSIGN, { user: person.id, back: withQuery(userAddress(person.id), kept) })}
            >
              Assign
            </ButtonLink>
          )}
        </div>
      </div>
      {(isSearched || person.callerIds >= SEARCHED_FROM) && <CallerIdSearch kept={kept} {...asked} />}
      {isSearched && (
        <p className="text-quiet text-small" role="status">
          {`${plural(found, "Caller ID")} of ${person.callerIds.toLocaleString("en-US")} found.`}{" "}
          <a href={withQuery(userAddress(person.id), kept)}>Show all</a>
        </p>
      )}
      {page.rows.length > 0 && (
        <UnassignForm userId={person.id} search={asked} count={found} isSearched={isSearched}>
          <PersonNumbers name={person.name} rows={page.rows} dates={dates} />
        </UnassignForm>
      )}
      {person.callerIds === 0 && (
        <p className="text-quiet">
          {isActive ? "None yet: they can't call with any number until you assign some." : "None any more."}
        </p>
      )}
      <Pager page={page} query={{ ...kept, ...asked }} />
    </section>
  );
}
