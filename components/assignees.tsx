import { Avatar } from "./avatar";

/** Who may use a number: one name, and the others on demand. `id` is unique on the page. */
export function Assignees({ id, names }: { id: string; names: string[] }) {
  const [first, ...others] = names;
  if (!first) return <span className="text-quiet">No one yet</span>;
  return (
    <div className="assignees">
      <span className="assignees-avatars">
        {names.slice(0, 3).map((name, index) => (
          <Avatar key={name} name={name} onlyWide={index > 0} />
        ))}
      </span>
      <span className="assignees-name only-wide" title={first}>
        {first}
      </span>
      {others.length > 0 && (
        <>
          <button
            className="assignees-more"
            type="button"
            popoverTarget={`people-${id}`}
            aria-label={`${first} and ${others.length} more`}
          >
            +{others.length}
          </button>
          <ul className="popover assignees-all" id={`people-${id}`} popover="auto">
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
