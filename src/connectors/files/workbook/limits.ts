// How large a workbook may be (feeds.md): beyond these it is refused with the limit's name, before
// it costs memory or time.

import { type Refusal, refusal } from '../../../ingest/refusals.ts';

export const UNPACKED_MAX = 200 * 1024 * 1024; // bytes, of one part of the workbook
export const RATIO_MAX = 200; // unpacked to packed; parts under RATIO_FREE may be denser
export const RATIO_FREE = 1024 * 1024; // bytes
export const COLUMNS_MAX = 256;
export const ROWS_MAX = 1_048_576; // Excel's own
export const CELLS_MAX = 20_000_000; // of a sheet, empty ones in front of a filled one included
export const PARTS_MAX = 2_000; // files within the workbook
/** Bytes of one text or tag of the XML; a cell of Excel has 32,767 letters at most. */
export const RUN_MAX = 512 * 1024;
export const TEXTS_FREE = 8 * 1024 * 1024; // bytes of a sheet's texts; more of them obey RATIO_MAX
export const SHARED_STRINGS_MAX = 5_000_000;

export function beyondLimit(what: string): Refusal {
  return refusal('workbook_limit', `${what}. Split it, or give the feed as a CSV file.`);
}

/** Why a part of the zip is too large or too dense, by what its directory says. */
export function partFault(name: string, packed: number, unpacked: number): Refusal | null {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
  if (unpacked > UNPACKED_MAX) {
    return beyondLimit(
      `Its part ${name} unpacks to ${megabytes(unpacked)}; ${megabytes(UNPACKED_MAX)} are allowed`,
    );
  }
  if (unpacked > RATIO_FREE && unpacked > packed * RATIO_MAX) {
    const ratio = Math.round(unpacked / Math.max(1, packed));
    return beyondLimit(
      `Its part ${name} unpacks to ${ratio} times its size; ${RATIO_MAX} times are allowed`,
    );
  }
  return null;
}
