// For tests: the example company, taken in and played on through the real intake, batch by batch as
// a JSON POST would be. A row that is put aside fails the test.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { openCsv } from '../../ingest/csv/reader.ts';
import { bytesSource } from '../../ingest/intake-fixture.ts';
import { jsonSource } from '../../ingest/json/json-records.ts';
import { isRefusal, type RecordSource } from '../../ingest/record-batch.ts';
import { type FolderSettings, readSettings } from '../../ingest/settings.ts';
import { sumHistory } from '../../ingest/standing/history-sums.ts';
import { readBatch } from '../../ingest/standing/read-batch.ts';
import {
  createStandingFacts,
  type StandingFacts,
  takeRows,
} from '../../ingest/standing/standing-facts.ts';
import type { Facts } from '../../model/facts.ts';
import { FEEDS, feedNamed } from '../../model/feeds/feeds.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { buildNetwork } from '../../planning/network/build-network.ts';
import type { Plan } from '../../planning/plan.ts';
import { planNetwork } from '../../planning/plan-network.ts';
import { parseDay } from '../../units/day.ts';
import { decimalsOfItems, wholeRow } from './fact-view.ts';
import { adviceOf } from './plan-advice.ts';
import { createPlayer, type PlayedStep, type Player, type PlayerClock } from './player.ts';

const EXAMPLE = new URL('../../../examples/automotive/', import.meta.url);

export interface PlayedCompany {
  standing: StandingFacts;
  facts: Facts; // as they stand
  folder: FolderSettings;
  settings: PlanningSettings;
  player: Player;
}

/** The example on its first morning; its dirty rows are left out. */
export async function playedCompany(seed: number): Promise<PlayedCompany> {
  const json = readFileSync(new URL('drumbeat.json', EXAMPLE), 'utf8');
  const company = emptyCompany(readSettings(json, 0), createPlayer(seed, null));
  const names = new Set(readdirSync(EXAMPLE));
  for (const feed of FEEDS) {
    const file = `${feed.name}.csv`;
    if (!names.has(file)) continue;
    const bytes = readFileSync(new URL(file, EXAMPLE));
    const open = () => openCsv(bytesSource(bytes), feed);
    await takeIn(company, { file, feedName: feed.name, size: bytes.length, open });
  }
  company.facts.demandHistory = sumHistory(company.facts);
  return company;
}

function emptyCompany(folder: FolderSettings, player: Player): PlayedCompany {
  const standing = createStandingFacts();
  return { standing, facts: standing.facts, folder, settings: { ...folder.planning }, player };
}

/** The same company taken up by another server: its facts come in another order. */
export async function restarted(
  company: PlayedCompany,
  seed: number,
  clock: PlayerClock,
): Promise<PlayedCompany> {
  const again = emptyCompany(company.folder, createPlayer(seed, clock));
  again.settings = { ...company.settings };
  const { facts } = company;
  const decimals = decimalsOfItems(facts);
  for (const { name } of FEEDS) {
    const { rowCount } = facts.tables[name];
    if (rowCount === 0) continue;
    const rows = Array.from({ length: rowCount }, (_, row) => wholeRow(facts, name, row, decimals));
    assert.equal(await takeIn(again, sourceOf(name, rows.reverse())), 0, name);
  }
  again.facts.demandHistory = sumHistory(again.facts);
  return again;
}

export function planOf({ facts, settings }: PlayedCompany): Plan {
  return planNetwork(buildNetwork(facts, settings).network);
}

/** The next hour, not taken yet; the plan is made anew where the hour asks for it. */
export function nextStep(company: PlayedCompany): PlayedStep {
  const { facts, settings, player } = company;
  return player.step(facts, settings, () => adviceOf(planOf(company), facts));
}

/** One hour, its rows taken into the facts. */
export async function playHour(company: PlayedCompany): Promise<PlayedStep> {
  return takeStep(company, nextStep(company));
}

export async function takeStep(company: PlayedCompany, step: PlayedStep): Promise<PlayedStep> {
  for (const { feed, rows } of step.batches) {
    assert.equal(await takeIn(company, sourceOf(feed, rows)), 0, `${feed}: ${step.label}`);
    if (feed === 'demand_history') company.facts.demandHistory = sumHistory(company.facts);
  }
  if (step.asOf !== undefined) company.settings.asOf = parseDay(step.asOf);
  return step;
}

function sourceOf(feedName: string, rows: object[]): RecordSource {
  const source = jsonSource(feedName, feedName, rows);
  assert.ok(!isRefusal(source));
  return source;
}

/** Returns how many rows were put aside. */
async function takeIn(company: PlayedCompany, source: RecordSource): Promise<number> {
  const feed = feedNamed(source.feedName);
  assert.ok(feed);
  const batch = await readBatch(company.standing, company.folder, feed, source, () => {});
  assert.ok(!isRefusal(batch), JSON.stringify(batch));
  takeRows(company.standing, batch.table);
  return batch.quarantine.count;
}
