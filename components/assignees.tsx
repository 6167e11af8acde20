import { initials } from "@/lib/domain/format";

/** Who may use a number: one name, and the others on demand. `id` is unique on the page. */
export function Assignees({ id, names }: { id: string; names: string[] }) {
  const [first, ...others] = names;
  if (!first) return <span className="quiet">No one yet</span>;
  return (
    <div className="people">
      <span className="faces" aria-hidden="true">
        {names.slice(0, 3).map((name, index) => (
          <span key={name} className={index === 0 ? "face" : "face wide-only"}>
            {initials(name)}
          </span>
        ))}
      </span>
      <span className="name wide-only" title={first}>
        {first}
      </span>
      {others.length > 0 && (
        <>
          <button
            className="more"
            type="button"
            popoverTarget={`people-${id}`}
            aria-label={`${first} and ${others.length} more`}
          >
            +{others.length}
          </button>
          <ul className="menu names" id={`people-${id}`} popover="auto">
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
