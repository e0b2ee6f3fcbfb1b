// Rows in statements of a bounded size: a first plan may raise a million exceptions.

const CHUNK = 1_000;

export async function inChunks<Row>(
  rows: readonly Row[],
  write: (chunk: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await write(rows.slice(from, from + CHUNK));
  }
}
