// Every Monday the forecast of the newest version rolls on: a week at its end, and a correction of
// a few per cent to one of the weeks further out.

import { type Day, formatDay, weekdayOf } from '../../units/day.ts';
import { type CompanyHour, change, quantityText, say, write } from './company-day.ts';
import { viewFeed, wholeRow } from './fact-view.ts';

const WEEK = 7;
const STABLE_DAYS = 42;

export function rollForecast(hour: CompanyHour): void {
  if (weekdayOf(hour.day) !== 0) return;
  const series = weeklySeries(hour);
  const view = viewFeed(hour.facts, 'forecasts');
  const date = view.days('date');
  const quantity = view.numbers('quantity');
  const itemId = view.text('item_id');
  const made_on = formatDay(hour.day);
  for (const rows of series) {
    const last = rows[rows.length - 1];
    const item = itemId(last);
    const further = rows.filter((row) => date[row] > hour.day + STABLE_DAYS && row !== last);
    if (further.length > 0) {
      const row = hour.random.pick(further);
      const corrected = Math.max(0, Math.round(quantity[row] * (1 + varied(hour))));
      change(hour, 'forecasts', row, { quantity: quantityText(hour, item, corrected), made_on });
    }
    const recent = rows.slice(-4);
    const mean = recent.reduce((sum, row) => sum + quantity[row], 0) / recent.length;
    const next = Math.max(0, Math.round(mean * (1 + varied(hour))));
    const day: Day = date[last] + WEEK;
    const handle = `${rows[0]}/${formatDay(day)}`;
    write(hour, 'forecasts', handle, {
      ...wholeRow(hour.facts, 'forecasts', last, hour.decimals),
      date: formatDay(day),
      quantity: quantityText(hour, item, next),
      made_on,
    });
  }
  if (series.length > 0) say(hour, `the forecast rolls on by a week: ${series.length} series`);
}

function varied(hour: CompanyHour): number {
  return Math.max(-0.05, Math.min(0.05, hour.random.normal() * 0.02));
}

/** Rows of each weekly series of the version made last, by date. */
function weeklySeries(hour: CompanyHour): number[][] {
  const view = viewFeed(hour.facts, 'forecasts');
  const texts = ['version', 'item_id', 'location_id', 'customer_id', 'bucket'];
  const [version, itemId, locationId, customerId, bucket] = texts.map((name) => view.text(name));
  const madeOn = view.days('made_on');
  const date = view.days('date');
  let newest = 0;
  for (let row = 1; row < view.count; row++) {
    const later = madeOn[row] - madeOn[newest];
    if (later > 0 || (later === 0 && version(row) > version(newest))) newest = row;
  }
  const series = new Map<string, number[]>();
  for (let row = 0; row < view.count; row++) {
    if (bucket(row) !== 'week' || version(row) !== version(newest)) continue;
    const key = `${itemId(row)}|${locationId(row)}|${customerId(row)}`;
    series.set(key, [...(series.get(key) ?? []), row]);
  }
  return [...series.keys()]
    .sort()
    .map((key) => (series.get(key) ?? []).sort((a, b) => date[a] - date[b]));
}
