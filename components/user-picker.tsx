"use client";

import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { searchable } from "@/components/ui/searchable";
import { SelectAll } from "@/components/ui/select-all";
import { useHydrated } from "@/components/ui/use-hydrated";

type User = { id: string; name: string; email: string; team: string | null; callerIds: number };
type Props = {
  users: User[];
  chosen: string[];
  chosenTeams: string[];
  /** Who may use the number already that is given. */
  holders?: string[];
  search: string;
  open: boolean;
  error?: string;
  help: string;
  /** Instead, with scripts, while nobody is chosen. */
  helpForNobody: string;
};

/**
 * A dropdown with search and "select all", out of `<details>` and checkboxes: they are posted as they stand, hidden by
 * the search or not. Without scripts the Search button asks the server, and "Select all" means everybody.
 */
export function UserPicker({
  users,
  chosen,
  chosenTeams,
  holders = [],
  search,
  open,
  error,
  ...words
}: Props) {
  const [typed, setTyped] = useState(search);
  const [count, setCount] = useState(chosen.length);
  const hydrated = useHydrated();
  const help = useId();
  const lists = useRef<HTMLDivElement>(null);
  const recount = useCallback(() => {
    const ticked = (name: string) =>
      new Set(
        [...(lists.current?.querySelectorAll<HTMLInputElement>(`input[name="${name}"]:checked`) ?? [])].map(
          ({ value }) => value,
        ),
      );
    const [ids, teams] = [ticked("users"), ticked("teams")];
    setCount(users.filter(({ id, team }) => ids.has(id) || (team !== null && teams.has(team))).length);
  }, [users]);
  // What was ticked before the scripts came counts too.
  useEffect(recount, [recount]);

  const key = searchable(typed);
  const matches = (user: User) => searchable(`${user.name} ${user.email} ${user.team ?? ""}`).includes(key);
  return (
    <fieldset className="field" aria-describedby={help}>
      <legend className="field-label user-picker-legend">Assign to Users</legend>
      <Dropdown
        open={open}
        summary={
          hydrated || chosen.length > 0
            ? `${count} of ${users.length} users`
            : `Choose among ${users.length} users`
        }
      >
        <SearchUsers search={search} onType={setTyped} />
        {users.some(matches) ? (
          <div className="user-picker-all">
            <SelectAll
              of="users"
              // With scripts the boxes below say it all; a name would mean everybody, whatever is unticked later.
              name={hydrated ? undefined : "everyone"}
              value="yes"
              onTicked={recount}
            >
              <span>Select all</span>
            </SelectAll>
          </div>
        ) : (
          <p className="field-help">Nobody is called “{typed}”.</p>
        )}
        <div className="user-picker-lists" ref={lists} onChange={recount}>
          <Teams users={users} chosen={chosenTeams} words={key} />
          <ul aria-label="Users">
            {users.map((user) => (
              <li key={user.id} hidden={!matches(user)}>
                <Checkbox name="users" value={user.id} defaultChecked={chosen.includes(user.id)}>
                  <span className="user-picker-name">{user.name}</span>
                  <span className="user-picker-email">
                    {[holders.includes(user.id) && "Has it already", user.team, user.email]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                  <span className="user-picker-count">{user.callerIds.toLocaleString("en-US")}</span>
                  <span className="only-screen-reader"> Caller IDs</span>
                </Checkbox>
              </li>
            ))}
          </ul>
        </div>
      </Dropdown>
      {error && <FieldError id={`${help}-error`}>{error}</FieldError>}
      <p className="field-help" id={help}>
        {hydrated && count === 0 ? words.helpForNobody : words.help}
      </p>
    </fieldset>
  );
}

/** Whole teams: whoever is in one when the order is placed. */
function Teams({ users, chosen, words }: { users: User[]; chosen: string[]; words: string }) {
  const sizes = new Map<string, number>();
  for (const { team } of users) if (team) sizes.set(team, (sizes.get(team) ?? 0) + 1);
  if (sizes.size === 0) return null;
  return (
    <ul aria-label="Teams" className="user-picker-teams">
      {[...sizes].sort().map(([team, people]) => (
        <li key={team} hidden={!searchable(team).includes(words)}>
          <Checkbox name="teams" value={team} defaultChecked={chosen.includes(team)}>
            <span className="user-picker-name">All of {team}</span>
            <span className="user-picker-email">{people === 1 ? "1 person" : `${people} people`}</span>
          </Checkbox>
        </li>
      ))}
    </ul>
  );
}

/** Opened with keyboard or mouse, one types the search at once. Escape closes it and stays on it. */
function Dropdown({ open, summary, children }: { open: boolean; summary: string; children: ReactNode }) {
  // One that comes open tells so as if somebody had opened it: where the page begins is for the page to say.
  const cameOpen = useRef(open);
  return (
    <details
      className="user-picker"
      open={open}
      onToggle={({ currentTarget }) => {
        const isAsDrawn = cameOpen.current && currentTarget.open;
        cameOpen.current = false;
        if (isAsDrawn) return;
        const isByKeyboard = currentTarget.querySelector("summary")?.matches(":focus-visible");
        // A finger would get a keyboard over what it came for.
        const isByMouse = matchMedia("(hover: hover)").matches;
        if (currentTarget.open && (isByKeyboard || isByMouse))
          currentTarget.querySelector<HTMLElement>("input[type=search]")?.focus();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !event.currentTarget.open) return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector("summary")?.focus();
      }}
    >
      <summary data-closes>
        <span>{summary}</span>
        <Icon name="down" />
      </summary>
      {children}
    </details>
  );
}

/** With scripts the list follows what is typed; without them a button asks the server. */
function SearchUsers({ search, onType }: { search: string; onType: (typed: string) => void }) {
  const hydrated = useHydrated();
  return (
    <div className="user-picker-search">
      {!hydrated && <input type="hidden" name="searched" value={search} />}
      <label>
        <span className="only-screen-reader">Search users</span>
        <Icon name="search" />
        <input
          className="field-input"
          type="search"
          name={hydrated ? undefined : "find"}
          placeholder="Search by name, email or team"
          autoComplete="off"
          maxLength={100}
          defaultValue={search}
          onChange={(event) => onType(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            // It must not place the order; it takes the only one who is found.
            event.preventDefault();
            const found = event.currentTarget
              .closest("details")
              ?.querySelectorAll<HTMLInputElement>("li:not([hidden]) input");
            if (hydrated && found?.length === 1 && !found[0]?.checked) found[0]?.click();
          }}
        />
      </label>
      {!hydrated && (
        <Button name="do" value="find">
          Search
        </Button>
      )}
    </div>
  );
}
