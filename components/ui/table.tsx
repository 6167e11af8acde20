import type { ReactNode } from "react";

/** A head that is more than a word is told apart by its class. */
type Column = { head: string; className?: string } | { head: ReactNode; className: string };

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
      <caption className="only-screen-reader">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => {
            const { head, className } = typeof column === "string" ? { head: column } : column;
            return (
              <th key={typeof head === "string" ? head : className} className={className} scope="col">
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
