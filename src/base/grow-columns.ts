// Records of columns of one length that grow together.

/** Replaces every typed array of the record by a longer one that begins with what it held; what
 * lies behind is 0. */
export function growColumns(record: object, capacity: number): void {
  const fields = record as Record<string, unknown>;
  for (const [name, column] of Object.entries(fields)) {
    if (!isColumn(column)) continue;
    const longer = new column.constructor(capacity);
    longer.set(column);
    fields[name] = longer;
  }
}

interface Column {
  constructor: new (capacity: number) => Column;
  set(from: Column): void;
}

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
