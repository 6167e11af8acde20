"use client";

import { useCallback, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { SelectAll } from "@/components/ui/select-all";
import { useHydrated } from "@/components/ui/use-hydrated";

type User = { id: string; name: string; email: string };
type Props = { users: User[]; chosen: string[]; search: string; open: boolean; error?: string };

/**
 * A dropdown with search and "select all", out of `<details>` and checkboxes: they are posted as they stand, hidden by
 * the search or not. Without scripts the Search button asks the server, and "Select all" means everybody.
 */
export function UserPicker({ users, chosen, search, open, error }: Props) {
  const [typed, setTyped] = useState(search);
  const [count, setCount] = useState(chosen.length);
  const hydrated = useHydrated();
  const help = useId();
  const list = useRef<HTMLUListElement>(null);
  const recount = useCallback(
    () => setCount(list.current?.querySelectorAll("input:checked").length ?? 0),
    [],
  );
  // What was ticked before the scripts came counts too.
  useEffect(recount, [recount]);

  const words = typed.trim().toLowerCase();
  const matches = (user: User) => `${user.name} ${user.email}`.toLowerCase().includes(words);
  const shown = users.filter(matches);
  return (
    <fieldset className="field" aria-describedby={help}>
      <legend className="mb-1.5">Assign to Users</legend>
      <details
        className="pick"
        open={open}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !event.currentTarget.open) return;
          event.currentTarget.open = false;
          event.currentTarget.querySelector("summary")?.focus();
        }}
      >
        <summary>
          {hydrated || chosen.length > 0
            ? `${count} of ${users.length} users`
            : `Choose among ${users.length} users`}
          <Icon name="down" />
        </summary>
        {!hydrated && <input type="hidden" name="searched" value={search} />}
        <div className="tools">
          <label className="with-icon">
            <span className="sr-only">Search users</span>
            <Icon name="search" />
            <input
              className="input"
              type="search"
              name={hydrated ? undefined : "find"}
              placeholder="Search by name or email"
              autoComplete="off"
              maxLength={100}
              defaultValue={search}
              onChange={(event) => setTyped(event.currentTarget.value)}
              onKeyDown={(event) => {
                // Enter searches; it must not place the order.
                if (event.key === "Enter") event.preventDefault();
              }}
            />
          </label>
          {!hydrated && (
            <Button name="do" value="find">
              Search
            </Button>
          )}
        </div>
        {shown.length > 0 && (
          <div className="all">
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
        )}
        <ul ref={list} aria-label="Users" onChange={recount}>
          {users.map((user) => (
            <li key={user.id} hidden={!matches(user)}>
              <label className="choice">
                <input
                  className="tick"
                  type="checkbox"
                  name="users"
                  value={user.id}
                  autoComplete="off"
                  defaultChecked={chosen.includes(user.id)}
                />
                <span>{user.name}</span>
                <span className="mail">{user.email}</span>
              </label>
            </li>
          ))}
        </ul>
        {shown.length === 0 && <p className="help px-3 pb-3">Nobody is called “{typed}”.</p>}
      </details>
      {error && <FieldError id={`${help}-error`}>{error}</FieldError>}
      <p className="help mt-1.5" id={help}>
        {hydrated && count === 0
          ? "Nobody yet: the numbers can take call-backs, but nobody can call with them until you assign them."
          : "They can call with these numbers as soon as the purchase is done. You may choose nobody for now."}
      </p>
    </fieldset>
  );
}
