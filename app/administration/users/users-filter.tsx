import { GetForm } from "@/components/ui/get-form";
import { SearchBox } from "@/components/ui/search-box";
import { Submit } from "@/components/ui/submit";
import type { PeopleFilter } from "@/lib/domain/people/people-filter";
import { ROLE_NAMES } from "@/lib/domain/people/role";

/** Which people are shown; the address keeps it. */
export function UsersFilter({
  filter,
  teams,
}: {
  filter: PeopleFilter;
  teams: { team: string; people: number }[];
}) {
  return (
    <GetForm className="users-filter" role="search" aria-label="Users">
      <SearchBox placeholder="Name or email" value={filter.q ?? ""} maxLength={200} />
      <Choice
        name="role"
        label="Role"
        all="Any role"
        chosen={filter.role}
        options={Object.entries(ROLE_NAMES)}
      />
      {(teams.length > 0 || filter.team) && (
        <Choice
          name="team"
          label="Team"
          all="Any team"
          chosen={filter.team}
          options={teams.map(({ team, people }) => [team, `${team} (${people})`])}
        />
      )}
      <Choice
        name="active"
        label="Active"
        all="Active and deactivated"
        chosen={filter.active}
        options={[
          ["yes", "Active"],
          ["no", "Deactivated"],
        ]}
      />
      <Submit>Show</Submit>
    </GetForm>
  );
}

function Choice({
  name,
  label,
  all,
  chosen,
  options,
}: {
  name: string;
  label: string;
  all: string;
  chosen: string | null;
  options: [value: string, words: string][];
}) {
  return (
    <label>
      <span className="only-screen-reader">{label}</span>
      <select className="field-select" name={name} defaultValue={chosen ?? ""}>
        <option value="">{all}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
