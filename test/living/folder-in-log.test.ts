// Facts in a real database: what comes in, what is kept of it, and who sees it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { placeless } from '../../soak/kit/check-plan.ts';
import { planIntake } from '../../src/app/commands/plan-folder.ts';
import { settingsOf } from '../../src/app/living/standing-settings.ts';
import { planDocument } from '../../src/app/queries/plan-document.ts';
import { openDataFolder } from '../../src/connectors/files/data-folder.ts';
import { auditFacts } from '../../src/data-quality/audit-facts.ts';
import { sumHistory } from '../../src/ingest/standing/history-sums.ts';
import {
  createStandingFacts,
  type StandingFacts,
} from '../../src/ingest/standing/standing-facts.ts';
import { FEEDS } from '../../src/model/feeds/feeds.ts';
import { openTestDatabase, type TestDatabase } from '../../src/storage/postgres/test-database.ts';
import { caller, now, openLog } from './fact-log-fixture.ts';

const EXAMPLE = join(import.meta.dirname, '../../examples/automotive');

function planOf(standing: StandingFacts, raw: Record<string, unknown>) {
  const settings = settingsOf(raw, now()).planning;
  const facts = { ...standing.facts, demandHistory: sumHistory(standing.facts) };
  const diagnostics = auditFacts(facts, settings);
  const intake = { facts, settings, feeds: [], quarantine: [], diagnostics, refused: [] };
  return lists(
    planDocument(
      planIntake(intake, () => {}),
      new Set(['balances', 'pegging']),
    ),
  );
}

function lists(document: ReturnType<typeof planDocument>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? [...value] : value,
    ]),
  );
}

describe('a folder loaded into the log', () => {
  let test: TestDatabase;
  before(async () => {
    test = await openTestDatabase();
  });
  after(async () => {
    await test.close();
  });

  it('gives the plan that the folder gives, row by row', async () => {
    const { store, writer, desk } = await openLog(test);
    const settings = JSON.parse(readFileSync(join(EXAMPLE, 'drumbeat.json'), 'utf8'));
    await writer.changeSettings(caller, settings);
    for (const feed of FEEDS) {
      const file = join(EXAMPLE, `${feed.name}.csv`);
      if (!existsSync(file)) continue;
      const body = { format: 'csv', file } as const;
      const request = { body, replace: false, source: file, idempotencyKey: '', fingerprint: '' };
      await desk.accept(caller, { feed: feed.name, ...request });
    }
    const standing = createStandingFacts();
    const hydrated = await store.hydrate(standing, null);
    const folder = await openDataFolder(EXAMPLE, () => new Date(now())).read({}, () => {});
    const expected = lists(
      planDocument(
        planIntake(folder, () => {}),
        new Set(['balances', 'pegging']),
      ),
    );
    const stands = planOf(standing, hydrated.settings);
    assert.deepEqual(Object.keys(stands), Object.keys(expected));
    for (const name of Object.keys(expected)) {
      if (name === 'diagnostics') continue; // what a file's reading says is not part of the facts
      // A row is told by its line in a file, and by its key where no file is.
      if (['exceptions', 'cases'].includes(name)) {
        assert.equal(placeless(stands[name]), placeless(expected[name]), name);
      } else assert.deepEqual(stands[name], expected[name], name);
    }
  });
});
