import type { Cell, Table } from '../tree.ts';

/** A cell where it lies: column and row from 0. */
export interface Placed {
  x: number;
  y: number;
  columns: number;
  rows: number;
  cell: Cell;
}

export interface Grid {
  columns: number;
  /** Rows at the top in which every cell is a header. */
  head: Placed[];
  body: Placed[];
}

/** A table as cells on a grid. A span that would leave the table or meet another cell ends there. */
export function gridOf({ rows }: Table): Grid {
  const taken = new Set<string>();
  const placed = rows.flatMap(({ cells }, y) => {
    let x = 0;
    return cells.map((cell): Placed => {
      while (taken.has(`${x} ${y}`)) x++;
      const own = { x, y, ...spanAt(x, y, cell, rows.length, taken), cell };
      for (let row = y; row < y + own.rows; row++)
        for (let column = x; column < x + own.columns; column++) taken.add(`${column} ${row}`);
      x += own.columns;
      return own;
    });
  });
  const columns = Math.max(...placed.map((own) => own.x + own.columns));
  const head = headRows(rows, placed);
  return { columns, head: placed.filter(({ y }) => y < head), body: placed.filter(({ y }) => y >= head) };
}

function spanAt(
  x: number,
  y: number,
  { colspan = 1, rowspan = 1 }: Cell,
  height: number,
  taken: Set<string>,
) {
  let columns = 1;
  while (columns < colspan && !taken.has(`${x + columns} ${y}`)) columns++;
  return { columns, rows: Math.min(rowspan, height - y) };
}

/** No row of the head may reach into the body: readers and printers repeat the head by itself. */
function headRows(rows: Table['rows'], placed: readonly Placed[]): number {
  const first = rows.findIndex(({ cells }) => !cells.every(({ header }) => header));
  const head = first < 0 ? 0 : first;
  return placed.some(({ y, rows: high }) => y < head && y + high > head) ? 0 : head;
}
