import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planIntake } from '../../app/commands/plan-folder.ts';
import { buildNetwork } from '../../planning/network/build-network.ts';
import { formatDay, parseDay } from '../../units/day.ts';
import type { PlayedStep } from './player.ts';
import {
  nextStep,
  type PlayedCompany,
  planOf,
  playedCompany,
  playHour,
  restarted,
  takeStep,
} from './player-fixture.ts';

/** Steps until the company's day is `date`, at the hour given. */
async function playUntil(
  company: PlayedCompany,
  date: string,
  hour: number,
): Promise<PlayedStep[]> {
  const steps: PlayedStep[] = [];
  while (true) {
    const step = await playHour(company);
    steps.push(step);
    if (formatDay(step.clock.day) === date && step.clock.hour === hour) return steps;
    assert.ok(steps.length < 2000, `${date} at ${hour} never comes`);
  }
}

/** Days from as_of to the first stockout of an item-location that the plan raises; null = none. */
function stockoutAhead({ facts, settings }: PlayedCompany, node: string): number | null {
  const { feeds, quarantine, diagnostics, refused } = NOTHING_READ;
  const intake = { facts, settings, feeds, quarantine, diagnostics, refused };
  const { network, found } = planIntake(intake, () => {});
  const raised = found.exceptions.find((exception) => {
    if (exception.code !== 'projected_stockout') return false;
    const item = network.items.id[network.nodes.item[exception.node]];
    return `${item}@${network.locations.id[network.nodes.location[exception.node]]}` === node;
  });
  return raised === undefined ? null : raised.firstDate - settings.asOf;
}

const NOTHING_READ = { feeds: [], quarantine: [], diagnostics: [], refused: [] };

test('the same seed plays the same, byte for byte, also after a restart half way', async () => {
  const whole = await playUntil(await playedCompany(5), '2027-03-05', 17);
  const company = await playedCompany(5);
  const first = await playUntil(company, '2027-03-03', 11);
  const again = await restarted(company, 5, first[first.length - 1].clock);
  const second = await playUntil(again, '2027-03-05', 17);
  assert.equal(JSON.stringify([...first, ...second]), JSON.stringify(whole));
});

test('another seed plays otherwise', async () => {
  const labels = async (seed: number) =>
    (await playUntil(await playedCompany(seed), '2027-03-02', 17)).map(({ label }) => label);
  assert.notDeepEqual(await labels(1), await labels(2));
});

for (const seed of [1, 42]) {
  test(`a surge breaks a component in three weeks, its supplier mends it (${seed})`, async () => {
    const company = await playedCompany(seed);
    await playUntil(company, '2027-03-04', 10);
    assert.equal(stockoutAhead(company, 'EC-7060@P1'), null);
    const [surge] = await playUntil(company, '2027-03-04', 11);
    assert.match(surge.label, /^Nordwagen raises its VA-810 call-offs by 50 % from 17 Mar/);
    const ahead = stockoutAhead(company, 'EC-7060@P1');
    assert.ok(ahead !== null && ahead >= 15 && ahead <= 27, `short in ${ahead} days`);
    await playUntil(company, '2027-03-10', 9);
    assert.notEqual(stockoutAhead(company, 'EC-7060@P1'), null);
    const [relief] = await playUntil(company, '2027-03-10', 10);
    assert.match(relief.label, /^Nordic Circuits brings [\d,]+ EC-7060 more with 4500676\/10/);
    assert.equal(stockoutAhead(company, 'EC-7060@P1'), null);
    await playUntil(company, '2027-03-19', 17);
    assert.equal(stockoutAhead(company, 'EC-7060@P1'), null);
  });
}

/** What stands in stock by item-location, in whatever status, as the plan counts it. */
function stockOf({ facts, settings }: PlayedCompany, asOf: number): Map<string, number> {
  const { network } = buildNetwork(facts, { ...settings, asOf });
  const stock = new Map<string, number>();
  for (let node = 0; node < network.nodes.count; node++) {
    const { nodeStart, quantity } = network.stock;
    let sum = 0;
    for (let lot = nodeStart[node]; lot < nodeStart[node + 1]; lot++) sum += quantity[lot];
    const item = network.items.id[network.nodes.item[node]];
    stock.set(`${item}@${network.locations.id[network.nodes.location[node]]}`, sum);
  }
  return stock;
}

/** The one lot that the example itself lists below zero. */
const NEGATIVE_IN_EXAMPLE = 40;

test('sixty days: no row is put aside, no stock overdrawn, lists are what moved', async () => {
  const company = await playedCompany(3);
  const end = company.settings.asOf + 60;
  const resting = new Set<string>();
  let shipped = 0;
  while (company.settings.asOf < end) {
    const step = nextStep(company);
    const { day, hour } = step.clock;
    if (step.batches.length === 0 && step.label.endsWith('all rest.')) resting.add(formatDay(day));
    const before = hour === 6 ? stockOf(company, day) : null;
    await takeStep(company, step);
    if (before !== null) assert.deepEqual(stockOf(company, day), before, formatDay(day));
    shipped += step.batches.find(({ feed }) => feed === 'deliveries')?.rows.length ?? 0;
    if (hour === 17) {
      for (const [node, units] of stockOf(company, day)) {
        assert.ok(units >= (node === 'SC-0616@P1' ? -NEGATIVE_IN_EXAMPLE : 0), `${node} ${units}`);
      }
    }
  }
  const again = await restarted(company, 3, nextStep(company).clock);
  const [played, taken] = [planOf(company), planOf(again)];
  assert.equal(taken.planned.count, played.planned.count);
  assert.ok(['2027-03-06', '2027-03-07', '2027-03-26'].every((date) => resting.has(date)));
  assert.ok(!resting.has('2027-03-08'));
  assert.ok(shipped > 60 * 30, `${shipped} deliveries`);
});

test('without advice of a plan nothing new is ordered, and what is ordered goes on', async () => {
  const { facts, settings, player } = await playedCompany(1);
  const feeds = new Set<string>();
  for (let step = 0; step < 8; step++) {
    for (const { feed } of player.step(facts, settings).batches) feeds.add(feed);
  }
  assert.deepEqual([...feeds].sort(), [
    'call_offs',
    'deliveries',
    'movements',
    'order_components',
    'production_orders',
    'purchase_orders',
    'sales_orders',
    'transfer_orders',
  ]);
});

test('a day that somebody else turned is taken up at its beginning', async () => {
  const { facts, settings, player } = await playedCompany(1);
  player.step(facts, settings);
  const later = { ...settings, asOf: parseDay('2027-03-15') };
  const step = player.step(facts, later);
  assert.equal(new Date(step.at).toISOString(), '2027-03-15T05:00:00.000Z');
  assert.equal(step.asOf, undefined);
});
