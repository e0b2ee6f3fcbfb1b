// Reads a workbook away from the main thread, under a memory limit of its own: a hostile file can
// end this thread, never the program.

import { parentPort, workerData } from 'node:worker_threads';
import { isRefusal, type RecordBatch } from '../../../ingest/record-batch.ts';
import type { Refusal } from '../../../ingest/refusals.ts';
import {
  openWorkbook,
  readSheet,
  type WorkbookFile,
  type WorkbookSheet,
} from './workbook-reader.ts';

export type WorkerAnswer =
  | { kind: 'sheets'; sheets: WorkbookSheet[] }
  | { kind: 'batch'; batch: RecordBatch }
  | { kind: 'end' }
  | { kind: 'refused'; refusal: Refusal };

const port = parentPort!;
const answer = (message: WorkerAnswer, transfer: ArrayBuffer[] = []) =>
  port.postMessage(message, transfer);

const opened = await openWorkbook((workerData as { path: string }).path);
if (isRefusal(opened)) answer({ kind: 'refused', refusal: opened });
else {
  port.on('message', (part: string) => void answerSheet(opened, part));
  answer({ kind: 'sheets', sheets: opened.sheets });
}

async function answerSheet(file: WorkbookFile, part: string): Promise<void> {
  const fault = await readSheet(file, part, (batch) => {
    const { bytes, firstCell, cellFrom, cellTo, line, malformed, typed } = batch;
    const columns = [bytes, firstCell, cellFrom, cellTo, line, malformed, typed!];
    answer(
      { kind: 'batch', batch },
      columns.map((column) => column.buffer as ArrayBuffer),
    );
  });
  answer(fault ? { kind: 'refused', refusal: fault } : { kind: 'end' });
}
