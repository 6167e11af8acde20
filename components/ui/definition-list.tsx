import type { ReactNode } from "react";

/** Names and values, one a line. */
export function DefinitionList({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className="definition-list panel">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
