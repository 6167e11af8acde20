import { Avatar } from "@/components/avatar";
import { PlainNumber } from "@/components/phone-number";
import { Badge } from "@/components/ui/badge";
import { EmptyValue } from "@/components/ui/empty-value";
import { Table } from "@/components/ui/table";
import { userAddress, withQuery } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { ROLE_NAMES } from "@/lib/domain/people/role";
import type { ListedPerson } from "@/lib/users/list-people";
import { lastSeen } from "./person-words";

/** People by name; `back` is where one of them leads back to: this list as it is shown. */
export function PeopleTable({
  people,
  back,
  dates,
}: {
  people: ListedPerson[];
  back: string | null;
  dates: Dates;
}) {
  return (
    <Table
      caption="Users, by name"
      className="people-table"
      columns={[
        "Name",
        { head: "Email", className: "table-wide" },
        "Team",
        "Role",
        { head: "Phone", className: "table-widest" },
        { head: "Caller IDs", className: "table-right" },
        { head: "Last sign-in", className: "table-right" },
      ]}
    >
      {people.map((person) => (
        <tr key={person.id} className={person.deactivatedAt ? "table-off" : undefined}>
          <td className="people-table-name">
            <Avatar name={person.name} />
            <a className="link-row" href={withQuery(userAddress(person.id), { back })}>
              {person.name}
            </a>
          </td>
          <td className="table-wide people-table-email">{person.email}</td>
          <td className="people-table-team">{person.team ?? <EmptyValue meaning="none" />}</td>
          <td className="people-table-role">
            {person.role === "user" ? (
              <span className="text-quiet">{ROLE_NAMES.user}</span>
            ) : (
              <Badge>{ROLE_NAMES[person.role]}</Badge>
            )}
          </td>
          <td className="table-widest">
            {person.phone ? <PlainNumber e164={person.phone} /> : <EmptyValue meaning="none" />}
          </td>
          <td className="table-right people-table-count">
            {person.callerIds > 0 ? (
              person.callerIds.toLocaleString("en-US")
            ) : (
              <span className="text-quiet">None</span>
            )}
            <span className="only-narrow"> {person.callerIds === 1 ? "Caller ID" : "Caller IDs"}</span>
          </td>
          <td className="table-right table-date">{lastSeen(person, dates)}</td>
        </tr>
      ))}
    </Table>
  );
}
