// The demo's player: advances a company hour by hour, as rows of feeds. Each step reads the present
// facts and writes what the hour brings; chance is drawn from the seed, the day and the hour, so
// the same facts and clock always bring the same, and a server that starts again goes on.

import { compareText } from '../../base/compare-text.ts';
import type { Facts } from '../../model/facts.ts';
import { feedNamed } from '../../model/feeds/feeds.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { type Day, formatDay } from '../../units/day.ts';
import { sendReleases } from './call-off-releases.ts';
import { type CompanyHour, openHour, say, spokenDay, works } from './company-day.ts';
import { shipToCustomers } from './customer-shipments.ts';
import { playReliefs, playSurges } from './demand-surge.ts';
import { type Row, viewFeed } from './fact-view.ts';
import { rollForecast } from './forecast-roll.ts';
import { noteDemand } from './noted-demand.ts';
import { placeOrders } from './placed-orders.ts';
import { NO_ADVICE, type PlanAdvice } from './plan-advice.ts';
import { completeOrders, putOffOrders, startOrders } from './production.ts';
import { receivePurchases, releaseInspected } from './purchase-receipts.ts';
import { takeSalesOrders } from './sales-orders.ts';
import { stockOf } from './stock.ts';
import { listStock } from './stock-list.ts';
import { hearSuppliers } from './supplier-words.ts';
import { receiveTransfers, shipTransfers } from './transfers.ts';
import { createLocalInstant, FIRST_HOUR, HOURS_OF_DAY } from './working-hours.ts';

/** All that is to be kept of the play: with the facts and the seed it says how it goes on. */
export interface PlayerClock {
  startedOn: Day; // the company's day on which the play began
  day: Day; // of the last step
  hour: number; // of the last step
  steps: number; // played so far
}

export interface PlayedBatch {
  feed: string;
  rows: Row[];
}

export interface PlayedStep {
  at: number; // instant of the company's own clock
  label: string; // one sentence, '' when the hour brings nothing
  batches: PlayedBatch[]; // in the order in which they are to be taken
  asOf?: string; // YYYY-MM-DD, when the day turns
  clock: PlayerClock; // to be kept with what the step brought
}

export interface Player {
  /** The next hour. `advice` is asked for what the present plan asks to be done, in two hours of a
   * day; without it nothing new is bought, made or moved. */
  step(facts: Facts, settings: PlanningSettings, advice?: () => PlanAdvice): PlayedStep;
}

/** `clock`: of the last step that was kept, null = the play begins on the facts' day. */
export function createPlayer(seed: number, clock: PlayerClock | null): Player {
  let last = clock;
  let zone = { name: '', instantOf: createLocalInstant('UTC') };
  return {
    step(facts, settings, advice = () => NO_ADVICE) {
      if (zone.name !== settings.timezone) {
        zone = { name: settings.timezone, instantOf: createLocalInstant(settings.timezone) };
      }
      const next = nextClock(facts, settings, last);
      const { day, hour, startedOn } = next;
      const at = zone.instantOf(day, hour);
      const company = openHour(facts, settings, { seed, day, startedOn, hour, at });
      const asOf = day > settings.asOf ? formatDay(day) : undefined;
      if (hour === HOURS_OF_DAY[0]) beginDay(company, asOf);
      for (const act of ACTS[hour] ?? []) act(company, advice);
      last = next;
      return { at, label: labelOf(company), batches: batchesOf(company), asOf, clock: next };
    },
  };
}

/** Hour after hour; a day on which no place works passes in its first hour. A day that somebody
 * else turned is taken up at its beginning. */
function nextClock(
  facts: Facts,
  settings: PlanningSettings,
  last: PlayerClock | null,
): PlayerClock {
  const { asOf } = settings;
  if (last === null) return { startedOn: asOf, day: asOf, hour: FIRST_HOUR, steps: 1 };
  const { startedOn, steps } = last;
  if (asOf > last.day) return { startedOn, day: asOf, hour: HOURS_OF_DAY[0], steps: steps + 1 };
  const later = HOURS_OF_DAY.find((hour) => hour > last.hour);
  if (later !== undefined && isAnyoneAtWork(facts, settings, last.day)) {
    return { startedOn, day: last.day, hour: later, steps: steps + 1 };
  }
  return { startedOn, day: last.day + 1, hour: HOURS_OF_DAY[0], steps: steps + 1 };
}

function isAnyoneAtWork(facts: Facts, settings: PlanningSettings, day: Day): boolean {
  const hour = openHour(facts, settings, { seed: 0, day, startedOn: day, hour: 0, at: 0 });
  return placesAtWork(hour).length > 0;
}

function placesAtWork(hour: CompanyHour): string[] {
  const view = viewFeed(hour.facts, 'locations');
  const id = view.text('location_id');
  const places: string[] = [];
  for (let row = 0; row < view.count; row++) if (works(hour, id(row))) places.push(id(row));
  return places;
}

type Act = (hour: CompanyHour, advice: () => PlanAdvice) => void;

/** What happens at which hour, in this order. */
const ACTS: Record<number, readonly Act[]> = {
  7: [receiveTransfers, completeOrders, (hour) => receivePurchases(hour, 0)],
  8: [startOrders],
  9: [noteDemand, takeSalesOrders],
  10: [playReliefs, (hour, advice) => hearSuppliers(hour, advice().wantedEarlier)],
  11: [sendReleases, playSurges],
  12: [(hour) => receivePurchases(hour, 1), completeOrders, startOrders],
  13: [completeOrders, startOrders, shipTransfers],
  14: [(hour, advice) => placeOrders(hour, advice().releases)],
  15: [completeOrders],
  16: [shipToCustomers],
  17: [putOffOrders, rollForecast],
};

const WEEKDAYS = 'Thursday Friday Saturday Sunday Monday Tuesday Wednesday'.split(' ');

/** The day turns; stock that was looked at is free, and each place that works lists its stock. */
function beginDay(hour: CompanyHour, asOf: string | undefined): void {
  const places = placesAtWork(hour);
  const weekday = WEEKDAYS[((hour.day % 7) + 7) % 7];
  const text = `${weekday} ${spokenDay(hour.day)}`;
  if (asOf !== undefined) say(hour, places.length > 0 ? `${text} begins` : `${text}: all rest`);
  if (places.length === 0) return;
  releaseInspected(hour);
  listStock(stockOf(hour), (locationId) => places.includes(locationId));
}

function labelOf({ sheet }: CompanyHour): string {
  const sentences = sheet.sentences.filter((sentence) => sentence !== '');
  if (sentences.length === 0) return '';
  const text = sentences.slice(0, 3).join('; ');
  const more = sentences.length - 3;
  const whole = more > 0 ? `${text}; and ${more} more` : text;
  return `${whole[0].toUpperCase()}${whole.slice(1)}.`;
}

/** What is pointed to comes first: orders before their components and movements. */
const FEED_ORDER = [
  'demand_history',
  'forecasts',
  'sales_orders',
  'call_offs',
  'purchase_orders',
  'production_orders',
  'order_components',
  'transfer_orders',
  'shipments',
  'deliveries',
  'movements',
  'inventory',
];

/** Facts have no order, so what is read from them in theirs gets one here. */
function inKeyOrder(feedName: string, rows: Row[]): Row[] {
  const names = (feedNamed(feedName)?.columns ?? []).filter(({ key }) => key);
  const keyed = rows.map((row) => {
    return { row, key: names.map(({ name }) => row[name] ?? '').join('/') };
  });
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ row }) => row);
}

function batchesOf({ sheet }: CompanyHour): PlayedBatch[] {
  const batches: PlayedBatch[] = [];
  for (const feed of FEED_ORDER) {
    const rows = sheet.rows.get(feed);
    if (rows && rows.size > 0) batches.push({ feed, rows: inKeyOrder(feed, [...rows.values()]) });
  }
  return batches;
}
