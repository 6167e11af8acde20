import { ButtonLink } from "@/components/ui/button";
import { Field, SelectField } from "@/components/ui/field";
import { GetForm } from "@/components/ui/get-form";
import { Icon } from "@/components/ui/icon";
import { SearchBox } from "@/components/ui/search-box";
import { Submit } from "@/components/ui/submit";
import { CALLER_IDS, CALLER_IDS_EXPORT, withQuery } from "@/lib/domain/addresses";
import {
  type CallerIdFilter,
  type CallerIdListAsked,
  filterWords,
  LIST_SIZES,
  SORT_NAMES,
} from "@/lib/domain/caller-ids/caller-id-filter";
import { STATUS_NAMES } from "@/lib/domain/caller-ids/status";
import { COUNTRIES } from "@/lib/domain/offers/offer";

type User = { id: string; name: string; team: string | null };

/** Which Caller IDs are shown; the address keeps it. Chips take one filter away each. */
export function CallerIdsFilter({
  filter,
  shown,
  users,
  found,
}: {
  filter: CallerIdFilter;
  shown: CallerIdListAsked;
  users: User[];
  /** How many the filters find; null where there is none. */
  found: number | null;
}) {
  const chips = filterWords(filter, (id) => users.find((user) => user.id === id)?.name);
  return (
    <div className="stack-tight">
      <GetForm className="caller-ids-filter-form" role="search" aria-label="Caller IDs">
        <SearchBox placeholder="Number, place, label or person" value={filter.q ?? ""} maxLength={100} />
        <details className="caller-ids-filter-more">
          <summary className="button" data-closes>
            <Icon name="down" />
            Filter
          </summary>
          <div className="caller-ids-filter-sheet">
            <Choices filter={filter} shown={shown} users={users} />
            <Submit look="primary">Show Caller IDs</Submit>
          </div>
        </details>
        <Submit>Search</Submit>
        <ButtonLink icon="download" href={withQuery(CALLER_IDS_EXPORT, filter)}>
          Export CSV
        </ButtonLink>
      </GetForm>
      {chips.length > 0 && (
        <div className="caller-ids-filter-chips">
          {chips.map(({ name, words }) => (
            <a key={name} href={withQuery(CALLER_IDS, { ...filter, ...shown, [name]: null })}>
              <span className="only-screen-reader">Remove filter: </span>
              <span>{words}</span>
              <Icon name="close" />
            </a>
          ))}
          <a className="caller-ids-filter-all" href={withQuery(CALLER_IDS, shown)}>
            Clear all
          </a>
          <p role="status">{`${(found ?? 0).toLocaleString("en-US")} ${found === 1 ? "matches" : "match"}`}</p>
        </div>
      )}
    </div>
  );
}

function Choices({
  filter,
  shown,
  users,
}: {
  filter: CallerIdFilter;
  shown: CallerIdListAsked;
  users: User[];
}) {
  const teams = [...new Set(users.flatMap(({ team }) => team ?? []))].sort();
  return (
    <div className="caller-ids-filter-grid">
      <SelectField
        label="Status"
        name="status"
        defaultValue={filter.status ?? ""}
        options={{ "": "Active and Leaving", ...STATUS_NAMES }}
      />
      <SelectField
        label="Source"
        name="source"
        defaultValue={filter.source ?? ""}
        options={{ "": "Any", twilio: "Purchased from Twilio", own: "Of your own" }}
      />
      <SelectField
        label="Country"
        name="country"
        defaultValue={filter.country ?? ""}
        options={{ "": "Any", ...COUNTRIES }}
      />
      <Field
        label="State or province"
        name="state"
        autoComplete="off"
        maxLength={100}
        defaultValue={filter.state ?? ""}
      />
      <Field
        label="Area code"
        name="areaCode"
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        defaultValue={filter.areaCode ?? ""}
      />
      <SelectField
        label="Assigned to"
        name="assigned"
        defaultValue={filter.assigned ?? ""}
        options={{
          "": "Anybody or nobody",
          nobody: "Nobody",
          ...Object.fromEntries(teams.map((team) => [`team:${team}`, `Somebody in ${team}`])),
          ...Object.fromEntries(users.map(({ id, name }) => [id, name])),
        }}
      />
      <Field
        label="Forwards to"
        name="forwards"
        autoComplete="off"
        maxLength={40}
        placeholder="Part of a number, or “nowhere”"
        defaultValue={filter.forwards ?? ""}
      />
      <SelectField
        label="Ring forever"
        name="ring"
        defaultValue={filter.ring ?? ""}
        options={{ "": "Either", yes: "Yes", no: "No" }}
      />
      <Field
        label="Label"
        name="label"
        autoComplete="off"
        maxLength={200}
        defaultValue={filter.label ?? ""}
      />
      <Field label="Added from" name="from" type="date" defaultValue={filter.from ?? ""} />
      <Field label="Added until" name="to" type="date" defaultValue={filter.to ?? ""} />
      <SelectField
        label="Needs attention"
        name="attention"
        defaultValue={filter.attention ?? ""}
        options={{ "": "Either", yes: "Yes", no: "No" }}
      />
      <SelectField label="Sort by" name="sort" defaultValue={shown.sort ?? "added"} options={SORT_NAMES} />
      <SelectField
        label="Rows a page"
        name="rows"
        defaultValue={shown.rows ?? LIST_SIZES[0]}
        options={Object.fromEntries(LIST_SIZES.map((size) => [size, size]))}
      />
    </div>
  );
}
