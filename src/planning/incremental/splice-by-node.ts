// Lines that stand by node, some nodes' anew: those of all other nodes are taken over as they were.

/** Columns of equal length, and where each node's lines begin. */
export interface LinesByNode {
  count: number;
  nodeStart: Int32Array;
}

type Column = Uint8Array | Int32Array | Float64Array;

const ROOM_SHARE = 1 / 64;

/** The lines of `before`, those of the touched nodes (ascending) replaced by what `anew` has. A
 * column in which nothing changes is the same object as before. */
export function spliceByNode<T extends LinesByNode>(
  before: T,
  anew: T,
  touched: Int32Array,
  spare: SpareColumns,
): T {
  const nodeStart = splicedStarts(before, anew, touched);
  const count = nodeStart[nodeStart.length - 1]!;
  const splice: Splice = {
    wasStart: before.nodeStart,
    isStart: anew.nodeStart,
    nodeStart,
    touched,
    spare,
  };
  const spliced = { ...before, count, nodeStart } as unknown as Record<string, unknown>;
  for (const [name, was] of columnsOf(before)) {
    spliced[name] = splicedColumn(splice, was, (anew as Record<string, unknown>)[name] as Column);
  }
  return spliced as unknown as T;
}

interface Splice {
  wasStart: Int32Array; // where the nodes' lines began before
  isStart: Int32Array; // where they begin in what is anew
  nodeStart: Int32Array; // and where in both together
  touched: Int32Array;
  spare: SpareColumns;
}

/** Columns of lines that nobody reads any more, each as long as its memory. */
export type SpareColumns = Column[];

/** Columns of lines that no network has which is still read. */
export function spareColumns(
  dead: readonly LinesByNode[],
  read: readonly LinesByNode[],
): SpareColumns {
  const inUse = new Set(read.flatMap(columnsOf).map(([, { buffer }]) => buffer));
  return dead
    .flatMap(columnsOf)
    .filter(([, { buffer }]) => !inUse.has(buffer))
    .map(([, column]) => whole(column));
}

function columnsOf(lines: LinesByNode): [string, Column][] {
  return Object.entries(lines).filter(
    ([name, column]) => name !== 'nodeStart' && ArrayBuffer.isView(column),
  );
}

function splicedStarts(before: LinesByNode, anew: LinesByNode, touched: Int32Array): Int32Array {
  const starts = before.nodeStart.slice();
  let shift = 0;
  for (let i = 0; i < touched.length; i++) {
    const node = touched[i]!;
    const was = before.nodeStart[node + 1]! - before.nodeStart[node]!;
    shift += anew.nodeStart[node + 1]! - anew.nodeStart[node]! - was;
    const end = i + 1 < touched.length ? touched[i + 1]! : starts.length - 1;
    if (shift !== 0) for (let next = node + 1; next <= end; next++) starts[next]! += shift;
  }
  return starts;
}

function splicedColumn(splice: Splice, was: Column, is: Column): Column {
  const { wasStart, isStart, nodeStart, touched } = splice;
  if (isUnchanged(splice, was, is)) return was;
  const made = copyWithRoom(was, nodeStart[nodeStart.length - 1]!, splice.spare);
  for (let i = 0; i < touched.length; i++) {
    const node = touched[i]!;
    made.set(is.subarray(isStart[node]!, isStart[node + 1]!), nodeStart[node]!);
    const next = i + 1 < touched.length ? touched[i + 1]! : nodeStart.length - 1;
    const [from, at] = [wasStart[node + 1]!, nodeStart[node + 1]!];
    if (from !== at) made.set(was.subarray(from, wasStart[next]!), at);
  }
  return made;
}

function isUnchanged({ wasStart, isStart, touched }: Splice, was: Column, is: Column): boolean {
  return touched.every((node) => {
    const [from, at] = [wasStart[node]!, isStart[node]!];
    const count = wasStart[node + 1]! - from;
    return isStart[node + 1]! - at === count && areEqual(was, from, is, at, count);
  });
}

/** In memory that is there: what is written for the first time costs far more than the copying. */
function copyWithRoom(column: Column, count: number, spare: SpareColumns): Column {
  const isFit = (each: Column) =>
    each.constructor === column.constructor && each.length >= count && each.length < 2 * count + 64;
  const at = spare.findIndex(isFit);
  const make = column.constructor as new (length: number) => Column;
  const copy =
    at < 0 ? new make(count + Math.ceil(count * ROOM_SHARE) + 64) : spare.splice(at, 1)[0]!;
  copy.set(column.length > count ? column.subarray(0, count) : column);
  return copy.subarray(0, count);
}

function whole(column: Column): Column {
  return new (column.constructor as new (buffer: ArrayBufferLike) => Column)(column.buffer);
}

/** Nodes whose lines differ in any column, ascending. */
export function nodesThatDiffer<T extends LinesByNode>(before: T, after: T): Int32Array {
  const columns = columnsOf(before).map(
    ([name, was]) => [was, (after as Record<string, unknown>)[name] as Column] as const,
  );
  const differing: number[] = [];
  for (let node = 0; node + 1 < before.nodeStart.length; node++) {
    const [from, at] = [before.nodeStart[node]!, after.nodeStart[node]!];
    const count = before.nodeStart[node + 1]! - from;
    const isEqual =
      after.nodeStart[node + 1]! - at === count &&
      columns.every(([was, is]) => areEqual(was, from, is, at, count));
    if (!isEqual) differing.push(node);
  }
  return Int32Array.from(differing);
}

function areEqual(was: Column, from: number, is: Column, at: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (!Object.is(was[from + i], is[at + i])) return false;
  return true;
}
