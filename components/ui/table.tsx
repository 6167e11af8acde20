import type { ReactNode } from "react";

type Column = { head: ReactNode; className?: string };

/** A list with its heads; `children` are its rows, each with a cell for every column. */
export function Table({
  caption,
  className,
  columns,
  children,
}: {
  /** What it lists, for those who listen. */
  caption: string;
  className: string;
  columns: (string | Column)[];
  children: ReactNode;
}) {
  return (
    <table className={`table ${className}`}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, index) => {
            const { head, className } = typeof column === "string" ? { head: column } : column;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a table keeps its columns
              <th key={index} className={className} scope="col">
                {head}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
