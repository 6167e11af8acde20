/** The first row, which has to be there. */
export function first<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("There is no row");
  return row;
}

/** The one row that there has to be. */
export function only<Row>(rows: readonly Row[]): Row {
  if (rows.length !== 1) throw new Error(`One row was expected, and there are ${rows.length}`);
  return first(rows);
}

/** The first two rows, which have to be there. */
export function firstTwo<Row>(rows: readonly Row[]): [Row, Row] {
  return [first(rows), first(rows.slice(1))];
}
