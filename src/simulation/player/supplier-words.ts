// What suppliers write: answers to new order lines, on some days a line that comes later than it
// was confirmed, or earlier, and now and then a word about a line that everybody had given up.

import { type Day, formatDay, NO_DAY } from '../../units/day.ts';
import { isWorkingDay, workingDaysAfter } from '../../units/working-calendar.ts';
import {
  type CompanyHour,
  change,
  counted,
  hashOf,
  nameOf,
  quantityText,
  say,
  spokenDay,
} from './company-day.ts';
import type { WantedEarlier } from './plan-advice.ts';
import {
  effectiveDate,
  isAnswered,
  isGivenUp,
  keyOfLine,
  openPurchases,
  type PurchaseLine,
} from './purchase-lines.ts';
import { isStoryComponent, isTold } from './stories.ts';

const ANSWERS = 0.5; // share of the unanswered lines that are answered a day
const SILENT_ANSWERS = 0.1; // of those whose supplier had long been silent when the play began
const SILENT_AFTER_DAYS = 6;
const SLIPS = 0.35; // share of the days on which some line slips
const PULLS = 0.2; // and on which one comes earlier
const DEAD_WORD = 0.05; // of lines that were past due when the play began
const OVERDUE_WORD = 0.35; // where that is two weeks ago at most
const OVERDUE_DAYS = 14;
const HELPFUL_PERCENT = 70; // of the lines: their supplier helps when asked
const HELPS = 0.35; // on a day

export function hearSuppliers(hour: CompanyHour, wantedEarlier: readonly WantedEarlier[]): void {
  const lines = openPurchases(hour).filter(({ supplierId }) =>
    isWorkingDay(hour.supplierCalendar(supplierId), hour.day),
  );
  const sentences: string[] = [];
  const slipped = slipOne(hour, lines);
  if (slipped !== '') sentences.push(slipped);
  const pulled = pullOne(hour, lines);
  if (pulled !== '') sentences.push(pulled);
  sentences.push(...comeEarlier(hour, lines, wantedEarlier));
  for (const line of lines) {
    if (!isAnswered(line)) {
      if (isAnsweredToday(hour, line)) sentences.push(answer(hour, line));
    } else if (isGivenUp(hour, line) && hour.random.next() < wordShare(hour, line)) {
      sentences.push(confirmFor(hour, line, workingDaysAfter(calendarOf(hour, line), hour.day, 5)));
    }
  }
  if (sentences.length === 0) return;
  const more = sentences.length - 1;
  say(
    hour,
    more === 0 ? sentences[0] : `${sentences[0]}; ${counted(more, 'more answer')} of suppliers`,
  );
}

/** Of what does not come by itself: how likely its supplier writes today. */
function wordShare(hour: CompanyHour, line: PurchaseLine): number {
  return effectiveDate(line) >= hour.startedOn - OVERDUE_DAYS ? OVERDUE_WORD : DEAD_WORD;
}

function calendarOf(hour: CompanyHour, { supplierId }: PurchaseLine) {
  return hour.supplierCalendar(supplierId);
}

function isAnsweredToday(hour: CompanyHour, { orderedAt }: PurchaseLine): boolean {
  if (orderedAt === NO_DAY || orderedAt >= hour.day) return false;
  const isSilent = orderedAt <= hour.startedOn - SILENT_AFTER_DAYS;
  return hour.random.next() < (isSilent ? SILENT_ANSWERS : ANSWERS);
}

/** Most as wished, the others some working days later. */
function answer(hour: CompanyHour, line: PurchaseLine): string {
  const late = hour.random.next() < 0.85 ? 0 : hour.random.integer(1, 4);
  const wished = Math.max(line.requested === NO_DAY ? hour.day : line.requested, hour.day + 2);
  const calendar = calendarOf(hour, line);
  return confirmFor(hour, line, late === 0 ? wished : workingDaysAfter(calendar, wished, late));
}

function confirmFor(hour: CompanyHour, line: PurchaseLine, date: Day): string {
  const day = formatDay(date);
  change(hour, 'purchase_orders', line.row, {
    promised_date: line.promised === NO_DAY ? day : formatDay(line.promised),
    confirmed_date: day,
    confirmed_quantity: quantityText(hour, line.itemId, line.quantity),
  });
  const days = line.requested === NO_DAY ? 0 : date - line.requested;
  return (
    `${nameOf(hour, 'suppliers', line.supplierId)} confirms ${line.orderId}/${line.line} for ` +
    `${spokenDay(date)}${days === 0 ? '' : `, ${spokenDays(days)}`}`
  );
}

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

function spokenDays(days: number): string {
  const count = Math.abs(days);
  const number = NUMBERS[count] ?? String(count);
  return `${number} ${count === 1 ? 'day' : 'days'} ${days > 0 ? 'late' : 'early'}`;
}

/** Lines whose date may still move: confirmed, not under way, not moved much yet. */
function movable(hour: CompanyHour, lines: readonly PurchaseLine[], from: number): PurchaseLine[] {
  return lines.filter((line) => {
    const { confirmed, promised, shipmentRows, itemId, received } = line;
    if (confirmed === NO_DAY || shipmentRows.length > 0 || received > 0) return false;
    if (isStoryComponent(itemId)) return false;
    if (promised !== NO_DAY && Math.abs(confirmed - promised) > 7) return false;
    return confirmed >= hour.day + from && confirmed <= hour.day + 40;
  });
}

function slipOne(hour: CompanyHour, lines: readonly PurchaseLine[]): string {
  const candidates = movable(hour, lines, 3);
  if (hour.random.next() >= SLIPS || candidates.length === 0) return '';
  const line = hour.random.pick(candidates);
  const days = hour.random.integer(2, 6);
  return moveLine(hour, line, workingDaysAfter(calendarOf(hour, line), line.confirmed, days));
}

function pullOne(hour: CompanyHour, lines: readonly PurchaseLine[]): string {
  const candidates = movable(hour, lines, 8);
  if (hour.random.next() >= PULLS || candidates.length === 0) return '';
  const line = hour.random.pick(candidates);
  const days = hour.random.integer(1, 3);
  return moveLine(hour, line, line.confirmed - days);
}

/** Lines that buyers chase, because the plan wants them earlier: many suppliers find a way. */
function comeEarlier(
  hour: CompanyHour,
  lines: readonly PurchaseLine[],
  wantedEarlier: readonly WantedEarlier[],
): string[] {
  const wanted = new Map<string, Day>();
  for (const line of wantedEarlier) {
    const known = wanted.get(keyOfLine(line)) ?? line.wantedDay;
    wanted.set(keyOfLine(line), Math.min(known, line.wantedDay));
  }
  const sentences: string[] = [];
  for (const line of lines) {
    const day = wanted.get(keyOfLine(line));
    if (day === undefined || line.confirmed === NO_DAY || line.shipmentRows.length > 0) continue;
    if (isStoryComponent(line.itemId) || isTold(line.itemId)) continue;
    const luck = hashOf(hour.seed, 'helpful', keyOfLine(line)) % 100;
    if (luck >= HELPFUL_PERCENT || hour.random.next() >= HELPS) continue;
    const soonest = workingDaysAfter(calendarOf(hour, line), hour.day, 3);
    const date = Math.max(day, soonest);
    if (date < line.confirmed) sentences.push(moveLine(hour, line, date));
  }
  return sentences;
}

function moveLine(hour: CompanyHour, line: PurchaseLine, date: Day): string {
  change(hour, 'purchase_orders', line.row, { confirmed_date: formatDay(date) });
  const days = date - line.confirmed;
  const count = Math.abs(days);
  return (
    `${nameOf(hour, 'suppliers', line.supplierId)} moves ${line.orderId}/${line.line} from ` +
    `${spokenDay(line.confirmed)} to ${spokenDay(date)}, ${NUMBERS[count] ?? count} ` +
    `${count === 1 ? 'day' : 'days'} ${days > 0 ? 'later' : 'earlier'}`
  );
}
