// A workbook of the folder: each sheet that has a feed's name is a source of records. The reading
// is done by a worker; a sheet's batches are kept until they have been read twice.

import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { decodeText } from '../../../ingest/csv/utf8.ts';
import {
  isRefusal,
  type RecordBatch,
  type RecordReader,
  type RecordSource,
} from '../../../ingest/record-batch.ts';
import { type Refusal, refusal } from '../../../ingest/refusals.ts';
import { beyondLimit } from './limits.ts';
import type { WorkbookSheet } from './workbook-reader.ts';
import type { WorkerAnswer } from './workbook-worker.ts';
import { openZip } from './zip-parts.ts';

export interface Workbook {
  sheets: WorkbookSheet[];
  source(sheet: WorkbookSheet, file: string, feedName: string): RecordSource;
  close(): Promise<void>;
}

const WORKER = new URL('./workbook-worker.ts', import.meta.url);
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };

export async function openWorkbookFile(path: string): Promise<Workbook | Refusal> {
  const alien = await alienFile(path);
  if (alien) return alien;
  // What its directory tells is looked at here: no thread is started for a file that is refused.
  const parts = await openZip(path);
  if (isRefusal(parts)) return parts;
  parts.zip.close();
  const worker = new Worker(WORKER, { workerData: { path }, resourceLimits: LIMITS });
  const conversation = converse(worker);
  const first = await conversation.next();
  if (first.kind !== 'sheets') {
    await worker.terminate();
    return first.kind === 'refused' ? first.refusal : broken('it has no sheets');
  }
  return {
    sheets: first.sheets,
    source: (sheet, file, feedName) => sheetSource(conversation, sheet, file, feedName),
    async close() {
      await worker.terminate();
    },
  };
}

async function alienFile(path: string): Promise<Refusal | null> {
  const head = new Uint8Array(8);
  const handle = await open(path, 'r');
  try {
    await handle.read(head, 0, head.length, 0);
  } finally {
    await handle.close();
  }
  if (head[0] === 0x50 && head[1] === 0x4b) return null;
  if (head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0) {
    return refusal(
      'encrypted_workbook',
      'The workbook is protected by a password (or an old .xls under a new name). ' +
        'Save it without a password as .xlsx.',
    );
  }
  return refusal('not_a_workbook', 'The file is no Excel workbook. Save it as .xlsx, or use CSV.');
}

function broken(reason: string): Refusal {
  return refusal('not_a_workbook', `The workbook cannot be read: ${reason}.`);
}

/** The worker's answers, one after the other; its death is a last answer. */
interface Conversation {
  worker: Worker;
  next(): Promise<WorkerAnswer>;
}

function converse(worker: Worker): Conversation {
  const waiting: WorkerAnswer[] = [];
  let wake: (() => void) | null = null;
  let last: WorkerAnswer | null = null;
  const hear = () => {
    wake?.();
    wake = null;
  };
  worker.on('message', (answer: WorkerAnswer) => {
    waiting.push(answer);
    hear();
  });
  worker.on('error', (error: Error & { code?: string }) => {
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const why = isMemory ? beyondLimit('It needs more than 256 MB to read') : broken(error.message);
    last = { kind: 'refused', refusal: why };
    hear();
  });
  worker.on('exit', () => {
    last ??= { kind: 'refused', refusal: broken('its reader stopped') };
    hear();
  });
  return {
    worker,
    async next() {
      for (;;) {
        const answer = waiting.shift() ?? last;
        if (answer) return answer;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

function sheetSource(
  conversation: Conversation,
  sheet: WorkbookSheet,
  file: string,
  feedName: string,
): RecordSource {
  let kept: RecordBatch[] | null = null;
  return {
    file: `${file}, sheet ${sheet.name}`,
    feedName,
    size: sheet.size,
    async open() {
      const batches = kept ?? (await fetchSheet(conversation, sheet));
      if (isRefusal(batches)) return batches;
      const header = takeHeader(batches, feedName);
      if (isRefusal(header)) return header;
      const isSecond = kept !== null;
      kept = isSecond ? null : batches;
      return sheetRecords(header, batches, isSecond);
    },
  };
}

async function fetchSheet(
  { worker, next }: Conversation,
  sheet: WorkbookSheet,
): Promise<RecordBatch[] | Refusal> {
  worker.postMessage(sheet.part);
  const batches: RecordBatch[] = [];
  for (;;) {
    const answer = await next();
    if (answer.kind === 'batch') batches.push(answer.batch);
    else if (answer.kind === 'refused') return answer.refusal;
    else return batches;
  }
}

function takeHeader(batches: readonly RecordBatch[], feedName: string): string[] | Refusal {
  const first = batches[0];
  if (!first) {
    return refusal(
      'no_header',
      `The sheet ${feedName} is empty. Its first row must name the columns.`,
    );
  }
  const names: string[] = [];
  for (let cell = 0; cell < first.firstCell[1]!; cell++) {
    names.push(decodeText(first.bytes, first.cellFrom[cell]!, first.cellTo[cell]!).trim());
  }
  return names;
}

/** The rows under the header; batches are let go as they are read when `release` says so. */
function sheetRecords(header: string[], batches: RecordBatch[], release: boolean): RecordReader {
  let next = 0;
  return {
    header,
    refusal: null,
    share: () => (batches.length > 0 ? next / batches.length : 1),
    async close() {},
    async next() {
      const batch = batches[next];
      if (!batch) return null;
      const isFirst = next === 0;
      if (release) delete batches[next];
      next++;
      return isFirst ? withoutFirst(batch) : batch;
    },
  };
}

/** The same batch without its first record, the header. */
function withoutFirst(batch: RecordBatch): RecordBatch {
  return {
    ...batch,
    recordCount: batch.recordCount - 1,
    firstCell: batch.firstCell.subarray(1),
    line: batch.line.subarray(1),
    malformed: batch.malformed.subarray(1),
  };
}
