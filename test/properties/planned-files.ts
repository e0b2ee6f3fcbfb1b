// Plans files as the program does, in this process: written into a folder, read, planned, and every
// document and page made of the plan.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after } from 'node:test';
import { planFolder } from '../../src/app/commands/plan-folder.ts';
import { buildableDocument } from '../../src/app/queries/buildable-document.ts';
import { planDocument } from '../../src/app/queries/plan-document.ts';
import { planOverview } from '../../src/app/queries/plan-overview.ts';
import { csvLists } from '../../src/cli/csv-lists.ts';
import { csvLine } from '../../src/cli/csv-text.ts';
import { writeJsonDocument } from '../../src/cli/json-output.ts';
import { writePlanView } from '../../src/cli/plan-view.ts';
import { openDataFolder } from '../../src/connectors/files/data-folder.ts';
import { EXTRA_LISTS } from '../../src/contract/plan-document.ts';
import type { Intake } from '../../src/ingest/intake.ts';

export type Files = Record<string, string | Uint8Array>;

export interface PlannedFiles {
  intake: Intake;
  document: Record<string, unknown>; // the rows as made, before JSON hides what is no number
  json: string;
  pages: string; // the plan on a terminal, its CSV lists, and the clear-to-build list
}

const scratch = mkdtempSync(join(tmpdir(), 'drumbeat whole plan '));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** The folder of the case at hand: emptied for each. */
export const folder = join(scratch, 'company');
const now = () => new Date(Date.UTC(2027, 2, 1, 12));

export async function planFiles(files: Files): Promise<PlannedFiles> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const planned = await planFolder(openDataFolder(folder, now), {}, () => {});
  const made = planDocument(planned, new Set(EXTRA_LISTS));
  const document = Object.fromEntries(
    Object.entries(made).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? [...(value as Iterable<unknown>)] : value,
    ]),
  );
  const json = createText();
  await writeJsonDocument(json.stream, document);
  const pages = createText();
  await writePlanView(pages.stream, folder, planOverview(planned));
  for (const { columns, rows } of csvLists(planDocument(planned, new Set(EXTRA_LISTS)))) {
    pages.stream.write(csvLine(columns));
    for (const row of rows) pages.stream.write(csvLine(row));
  }
  pages.stream.write(JSON.stringify(buildableDocument(planned)));
  return { intake: planned.intake, document, json: json.read(), pages: pages.read() };
}

/** A stream that keeps what is written into it; no terminal. */
function createText(): { stream: NodeJS.WriteStream; read: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return {
    stream: stream as NodeJS.WriteStream,
    read: () => Buffer.concat(chunks).toString('utf8'),
  };
}
