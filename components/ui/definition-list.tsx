import type { ReactNode } from "react";

/** Names and values, one a line; in a panel of its own, unless it is a part of one (`bare`). */
export function DefinitionList({
  facts,
  bare = false,
}: {
  facts: [name: string, value: ReactNode][];
  bare?: boolean;
}) {
  return (
    <dl className={bare ? "definition-list" : "definition-list panel"}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
