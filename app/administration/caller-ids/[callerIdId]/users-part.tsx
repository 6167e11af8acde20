import { Avatar } from "@/components/avatar";
import { ButtonLink } from "@/components/ui/button";
import { EmptyValue } from "@/components/ui/empty-value";
import { Pager } from "@/components/ui/pager";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { Table } from "@/components/ui/table";
import type { CallerIdView } from "@/lib/caller-ids/read-caller-id";
import { assignToAddress, callerIdAddress, userAddress, withQuery } from "@/lib/domain/addresses";
import { unassignUserAction } from "./actions";

/** Who may call with the number, each with a way to take it away, and a window that gives it to others. */
export function UsersPart({
  view: { callerId, users },
  query,
}: {
  view: CallerIdView;
  query: Record<string, string>;
}) {
  const isListed = callerId.releasedAt === null;
  const isActive = callerId.status === "active";
  return (
    <section className="stack-tight" aria-labelledby="users">
      <div className="list-head">
        <h2 id="users">
          <span>{isActive ? "Users" : "Users before"}</span>{" "}
          <span className="text-quiet">{callerId.userCount.toLocaleString("en-US")}</span>
        </h2>
        {isActive && (
          <ButtonLink
            icon="add"
            href={withQuery(assignToAddress(callerId.id), {
              back: query.back && withQuery(callerIdAddress(callerId.id), query),
            })}
          >
            Assign
          </ButtonLink>
        )}
      </div>
      {users.rows.length === 0 ? (
        <p className="text-quiet">
          {isListed ? "Nobody can call with this number yet." : "Nobody any more."}
        </p>
      ) : (
        <PlainForm action={unassignUserAction}>
          <input type="hidden" name="callerIdId" value={callerId.id} />
          <Table
            caption={
              isActive ? "Users who may call with this number" : "Users who could call with this number"
            }
            className="users-part"
            columns={[
              "Name",
              "Team",
              { head: <span className="only-screen-reader">Action</span>, className: "table-right" },
            ]}
          >
            {users.rows.map((user) => (
              <tr key={user.id}>
                <td className="users-part-name">
                  <Avatar name={user.name} />
                  <a className="link-row" href={userAddress(user.id)}>
                    {user.name}
                  </a>
                </td>
                <td className="users-part-team">{user.team ?? <EmptyValue meaning="none" />}</td>
                <td className="table-right users-part-act">
                  {isListed && (
                    <Submit
                      look="plain"
                      icon="close"
                      label={`Unassign ${user.name}`}
                      name="userId"
                      value={user.id}
                    />
                  )}
                </td>
              </tr>
            ))}
          </Table>
        </PlainForm>
      )}
      <Pager page={users} query={query} />
    </section>
  );
}
