// One sheet's XML becomes record batches: each row a record, its line the sheet's row number, each
// cell its canonical text. Sizes are bounded while it is read.

import { CELL_SIZE_MAX } from '../../../ingest/csv/scanner.ts';
import { decodeText } from '../../../ingest/csv/utf8.ts';
import {
  CELL_PERCENTAGE,
  CELL_TEXT,
  CELL_TYPED,
  type RecordBatch,
} from '../../../ingest/record-batch.ts';
import { type Refusal, refusal } from '../../../ingest/refusals.ts';
import { type CellFormat, numberText } from './cell-formats.ts';
import { appendText, type Gathered, nothingGathered, toBatch } from './gathered-rows.ts';
import {
  beyondLimit,
  CELLS_MAX,
  COLUMNS_MAX,
  RATIO_MAX,
  ROWS_MAX,
  TEXTS_FREE,
  UNPACKED_MAX,
} from './limits.ts';
import type { SharedStrings } from './shared-strings.ts';
import {
  attribute,
  isEndTag,
  isSelfClosing,
  resolveText,
  tagName,
  type XmlHandler,
} from './xml-scanner.ts';

export interface SheetContext {
  strings: SharedStrings;
  formats: CellFormat[];
  from1904: boolean;
  packedSize: number; // bytes of the sheet and of the shared texts as they lie in the file
}

export interface SheetReader {
  handler: XmlHandler;
  fault: Refusal | null;
  /** The file is at its end: the last rows are handed out, if the sheet is at its own. */
  end(): Refusal | null;
}

const ROWS_AT_ONCE = 8192;
const SIZE_AT_ONCE = 256 * 1024; // bytes of text
const NUMBER: CellFormat = { kind: 'number' };

interface SheetState {
  context: SheetContext;
  take: (batch: RecordBatch) => void;
  fault: Refusal | null;
  isOpen: boolean; // between the start and the end of the rows
  row: number; // number of the row at hand
  column: number; // index of the cell at hand
  type: string; // of the cell at hand
  format: CellFormat;
  value: string; // of the cell at hand, resolved
  capturing: boolean; // text belongs to the value
  inPhonetic: boolean;
  cellText: (string | Uint8Array | null)[]; // of the row at hand, by column
  cellTyped: number[]; // CELL_*
  lastColumn: number; // last filled one of the row at hand, -1 = none
  cellCount: number; // of the sheet
  textSize: number; // bytes of the sheet's texts
  gathered: Gathered;
}

/** `take` gets the rows, batch by batch. */
export function createSheetReader(
  context: SheetContext,
  take: (batch: RecordBatch) => void,
): SheetReader {
  const state: SheetState = {
    context,
    take,
    fault: null,
    isOpen: false,
    row: 0,
    column: -1,
    type: '',
    format: NUMBER,
    value: '',
    capturing: false,
    inPhonetic: false,
    cellText: [],
    cellTyped: [],
    lastColumn: -1,
    cellCount: 0,
    textSize: 0,
    gathered: nothingGathered(),
  };
  return {
    handler: {
      tag: (bytes, from, to) => handleTag(state, bytes, from, to),
      text(bytes, from, to) {
        if (!state.capturing || state.fault) return;
        state.value += resolveText(decodeText(bytes, from, to));
        if (state.value.length > CELL_SIZE_MAX) state.fault = tooLong(state.row);
      },
    },
    get fault() {
      return state.fault;
    },
    end() {
      if (state.isOpen) return refusal('not_a_workbook', 'The sheet stops in its middle.');
      handOut(state, 1);
      return null;
    },
  };
}

function handleTag(state: SheetState, bytes: Uint8Array, from: number, to: number): void {
  if (state.fault) return;
  const isEnd = isEndTag(bytes, from);
  switch (tagName(bytes, from, to)) {
    case 'c':
      if (isEnd) endCell(state);
      else startCell(state, bytes, from, to);
      break;
    case 'v':
    case 't':
      state.capturing = !isEnd && !state.inPhonetic && !isSelfClosing(bytes, to);
      break;
    case 'row':
      if (isEnd || isSelfClosing(bytes, to)) endRow(state, bytes, from, to, isEnd);
      else startRow(state, bytes, from, to);
      break;
    case 'rPh':
      state.inPhonetic = !isEnd;
      break;
    case 'sheetData':
      state.isOpen = !isEnd && !isSelfClosing(bytes, to);
      break;
  }
}

function startRow(state: SheetState, bytes: Uint8Array, from: number, to: number): void {
  const given = attribute(bytes, from, to, 'r');
  state.row = given === null ? state.row + 1 : Number(given);
  state.column = -1;
  state.lastColumn = -1;
  if (Number.isInteger(state.row) && state.row >= 1 && state.row <= ROWS_MAX) return;
  state.fault =
    state.row > ROWS_MAX
      ? beyondLimit(`Its row ${state.row} lies beyond the ${ROWS_MAX} that a sheet can have`)
      : refusal('not_a_workbook', `A row of the sheet has the number ${given}.`);
}

function startCell(state: SheetState, bytes: Uint8Array, from: number, to: number): void {
  const place = attribute(bytes, from, to, 'r');
  state.column = place === null ? state.column + 1 : columnOf(place);
  if (state.column >= COLUMNS_MAX || state.column < 0) {
    state.fault = beyondLimit(
      `Its row ${state.row} has a cell in column ${place ?? state.column + 1}; ` +
        `${COLUMNS_MAX} columns (to IV) are allowed`,
    );
    return;
  }
  state.type = attribute(bytes, from, to, 't') ?? 'n';
  const style = attribute(bytes, from, to, 's');
  state.format = style === null ? NUMBER : (state.context.formats[Number(style)] ?? NUMBER);
  state.value = '';
  state.capturing = false;
  if (isSelfClosing(bytes, to)) endCell(state);
}

const tooLong = (row: number): Refusal =>
  refusal('cell_too_long', `A cell of row ${row} is longer than 1 MiB.`);

/** Index of the column in a place such as AB12. */
function columnOf(place: string): number {
  let column = 0;
  for (let i = 0; i < place.length && i < 4; i++) {
    const letter = place.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

function endCell(state: SheetState): void {
  const { type, value, context } = state;
  state.capturing = false;
  if (value === '') return;
  let text: string | Uint8Array = value;
  let typed = CELL_TEXT;
  if (type === 's') text = context.strings.textOf(Number(value));
  else if (type === 'b') {
    text = value === '1' || value === 'true' ? 'true' : 'false';
    typed = CELL_TYPED;
  } else if (type === 'n') {
    text = numberText(value, state.format, context.from1904);
    typed = state.format.kind === 'percent' ? CELL_PERCENTAGE : CELL_TYPED;
  } else if (type === 'd') typed = CELL_TYPED;
  if (text.length > CELL_SIZE_MAX) {
    state.fault = tooLong(state.row);
    return;
  }
  while (state.cellText.length <= state.column) {
    state.cellText.push(null);
    state.cellTyped.push(CELL_TEXT);
  }
  state.cellText[state.column] = text;
  state.cellTyped[state.column] = typed;
  state.lastColumn = Math.max(state.lastColumn, state.column);
}

function endRow(
  state: SheetState,
  bytes: Uint8Array,
  from: number,
  to: number,
  isEnd: boolean,
): void {
  if (!isEnd) startRow(state, bytes, from, to); // an empty row counts, too
  const { gathered, lastColumn } = state;
  if (lastColumn < 0 || state.fault) return;
  for (let column = 0; column <= lastColumn; column++) {
    const text = state.cellText[column]!;
    gathered.cellFrom.push(gathered.size);
    if (text !== null) appendText(gathered, text);
    gathered.cellTo.push(gathered.size);
    gathered.typed.push(state.cellTyped[column]!);
    state.cellText[column] = null;
    state.cellTyped[column] = CELL_TEXT;
  }
  gathered.line.push(state.row);
  gathered.firstCell.push(gathered.cellFrom.length);
  state.cellCount += lastColumn + 1;
  state.textSize += gathered.size - gathered.cellFrom[gathered.cellFrom.length - lastColumn - 1]!;
  state.lastColumn = -1;
  if (state.cellCount > CELLS_MAX) {
    state.fault = beyondLimit(`It has more than ${CELLS_MAX} cells`);
  } else if (state.textSize > UNPACKED_MAX) {
    state.fault = beyondLimit('Its texts are longer than 200 MB');
  } else if (state.textSize > Math.max(TEXTS_FREE, state.context.packedSize * RATIO_MAX)) {
    state.fault = beyondLimit(`Its texts are ${RATIO_MAX} times longer than its file`);
  } else handOut(state, ROWS_AT_ONCE);
}

/** Hands the gathered rows out when they are enough. */
function handOut(state: SheetState, rowsLeast: number): void {
  const { line, size } = state.gathered;
  if (line.length < rowsLeast && (line.length === 0 || size < SIZE_AT_ONCE)) return;
  state.take(toBatch(state.gathered));
  state.gathered = nothingGathered();
}
