// Plays the stories (stories.ts): the release that raises, and the supplier's bigger delivery.

import { compareText } from '../../base/compare-text.ts';
import { type Day, formatDay, NO_DAY } from '../../units/day.ts';
import { workingDaysAfter, workingDaysBetween } from '../../units/working-calendar.ts';
import { rounded, sendRelease } from './call-off-releases.ts';
import {
  type CompanyHour,
  change,
  given,
  nameOf,
  quantityText,
  say,
  spokenDay,
  spokenQuantity,
  works,
} from './company-day.ts';
import { viewFeed } from './fact-view.ts';
import { readCallSeries } from './open-call-offs.ts';
import { effectiveDate, openPurchases, type PurchaseLine } from './purchase-lines.ts';
import { RAISE, RAISED_AFTER_DAYS, STORIES, type Story } from './stories.ts';

export function playSurges(hour: CompanyHour): void {
  for (const story of STORIES) {
    if (dayOfPlay(hour, story) !== story.surgeOn) continue;
    const series = readCallSeries(hour).find(
      (one) => one.customerId === story.customerId && one.itemId === story.itemId,
    );
    if (!series || series.long.length === 0) continue;
    const from = hour.day + RAISED_AFTER_DAYS;
    sendRelease(hour, series, (date, units) =>
      date < from ? units : rounded(units * (1 + RAISE), units),
    );
    const customer = nameOf(hour, 'customers', story.customerId);
    const percent = Math.round(100 * RAISE);
    hour.sheet.sentences.unshift(
      `${customer} raises its ${story.itemId} call-offs by ${percent} % from ${spokenDay(from)}`,
    );
  }
}

/** 1 = the first working day of play, 0 = today is none. */
function dayOfPlay(hour: CompanyHour, { locationId }: Story): number {
  if (!works(hour, locationId)) return 0;
  return workingDaysBetween(hour.locationCalendar(locationId), hour.startedOn, hour.day);
}

/** The next delivery of the component brings what the raise takes until new orders can arrive. */
export function playReliefs(hour: CompanyHour): void {
  for (const story of STORIES) {
    if (dayOfPlay(hour, story) !== story.reliefOn) continue;
    const line = nextLine(hour, story);
    const extra = extraNeed(hour, story);
    if (!line || extra === 0) continue;
    const quantity = line.quantity + extra;
    const calendar = hour.locationCalendar(story.locationId);
    const soon = workingDaysAfter(calendar, hour.day, 6);
    const date = Math.min(soon, effectiveDate(line));
    change(hour, 'purchase_orders', line.row, {
      quantity: quantityText(hour, story.componentId, quantity),
      confirmed_quantity: quantityText(hour, story.componentId, quantity),
      confirmed_date: formatDay(date),
    });
    say(
      hour,
      `${nameOf(hour, 'suppliers', line.supplierId)} brings ` +
        `${spokenQuantity(hour, story.componentId, extra)} ${story.componentId} more with ` +
        `${line.orderId}/${line.line} on ${spokenDay(date)}`,
    );
  }
}

function nextLine(hour: CompanyHour, story: Story): PurchaseLine | undefined {
  return openPurchases(hour)
    .filter(
      (line) =>
        line.itemId === story.componentId &&
        line.locationId === story.locationId &&
        line.confirmed !== NO_DAY &&
        effectiveDate(line) > hour.day,
    )
    .sort((a, b) => effectiveDate(a) - effectiveDate(b))[0];
}

/** What the raise asks for until an order of today could be there, and three weeks on. */
function extraNeed(hour: CompanyHour, story: Story): number {
  const calendar = hour.locationCalendar(story.locationId);
  const surgedOn = workingDaysAfter(
    calendar,
    workingDaysAfter(calendar, hour.startedOn, 0),
    story.surgeOn - 1,
  );
  const series = readCallSeries(hour).find(
    (one) => one.customerId === story.customerId && one.itemId === story.itemId,
  );
  const from: Day = surgedOn + RAISED_AFTER_DAYS;
  const to = hour.day + leadTimeOf(hour, story) + 21;
  let raised = 0;
  for (const { date, open } of series?.calls ?? []) if (date >= from && date <= to) raised += open;
  const extra = (raised * RAISE) / (1 + RAISE);
  const lot = lotOf(hour, story);
  return Math.ceil(extra / lot) * lot;
}

/** Of the component's first source, in calendar days. */
function leadTimeOf(hour: CompanyHour, story: Story): number {
  const row = sourceRow(hour, story);
  if (row < 0) return 30;
  const view = viewFeed(hour.facts, 'sourcing');
  const days = given(view.numbers('lead_time_days')[row]);
  const isWorking = view.text('lead_time_basis')(row) === 'working';
  return Math.ceil(days * (isWorking ? 1.5 : 1)) + given(view.numbers('transit_days')[row]);
}

function lotOf(hour: CompanyHour, story: Story): number {
  const row = sourceRow(hour, story);
  const multiple = row < 0 ? 1 : viewFeed(hour.facts, 'sourcing').numbers('lot_multiple')[row];
  return Math.max(1, given(multiple));
}

/** The first by priority and id, -1 = none. */
function sourceRow(hour: CompanyHour, story: Story): number {
  const view = viewFeed(hour.facts, 'sourcing');
  const itemId = view.text('item_id');
  const locationId = view.text('location_id');
  const sourceId = view.text('source_id');
  const priority = view.numbers('priority');
  const rank = (row: number) => (Number.isNaN(priority[row]) ? 1e9 : priority[row]);
  let first = -1;
  for (let row = 0; row < view.count; row++) {
    if (itemId(row) !== story.componentId || locationId(row) !== story.locationId) continue;
    const isFirst =
      first < 0 || (rank(row) - rank(first) || compareText(sourceId(row), sourceId(first))) < 0;
    if (isFirst) first = row;
  }
  return first;
}
