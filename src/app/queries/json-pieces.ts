// A document as JSON text in pieces, list by list and row by row, so that a plan longer than the
// longest string still comes out whole. One row a line.

const PIECE_SIZE = 65_536;

/** Members that are iterable become lists, all else stands as it is; undefined is left out. */
export function* jsonPieces(document: object): Generator<string> {
  const members = Object.entries(document).filter(([, value]) => value !== undefined);
  let piece = '';
  let separator = '{\n';
  for (const [name, value] of members) {
    piece += `${separator}${JSON.stringify(name)}: `;
    separator = ',\n';
    if (!isList(value)) {
      piece += JSON.stringify(value);
      continue;
    }
    let before = '[\n';
    for (const row of value) {
      piece += before + JSON.stringify(row);
      before = ',\n';
      if (piece.length < PIECE_SIZE) continue;
      yield piece;
      piece = '';
    }
    piece += before === '[\n' ? '[]' : '\n]';
  }
  yield `${piece}${members.length === 0 ? '{}\n' : '\n}\n'}`;
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
