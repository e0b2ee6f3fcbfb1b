// Open purchase orders with their five dates, numbered and written beside the closed ones of the
// last year.

import type { Random } from '../../../src/base/prng.ts';
import { type Day, formatDay } from '../../../src/units/day.ts';
import { workingDaysBefore } from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, streamOf } from './company.ts';
import { releaseDayFor } from './purchase-cover.ts';
import type { NodePlan } from './requirements.ts';
import { sourceIdOf } from './sourcing.ts';
import { DEAD_LINE, LINE_STORIES, type LineStory } from './story.ts';
import { type Supplier, supplierNamed } from './suppliers.ts';

export interface PurchaseLine {
  orderId: string;
  line: number;
  plan: NodePlan;
  supplier: Supplier;
  quantity: number;
  receivedQuantity: number;
  defectiveQuantity: number;
  orderedAt: Day;
  requested: Day;
  promised: Day | null;
  confirmed: Day | null;
  confirmedQuantity: number;
  shipped: Day | null;
  actual: Day | null; // arrived; null while open
  price: number;
  mode: string;
  premium: boolean;
}

/** Lines ordered so few working days ago may still be without an answer. */
const ANSWER_DAYS = 3;
/** What arrives within so many days has been confirmed. */
const ANSWERED_AHEAD = 21;
const CLOSED_ORDERS_FROM = AS_OF - 365;

export function modeOf(supplier: Supplier): string {
  if (supplier.transitDays > 10) return 'sea';
  return supplier.transitDays > 7 || supplier.country === 'CN' ? 'air' : 'road';
}

function openLine(plan: NodePlan, arrival: Day, quantity: number, random: Random): PurchaseLine {
  const part = plan.node.purchasedPart!;
  const supplier = supplierNamed(part.supplierIds[0]!);
  const german = calendarNamed('DE');
  const release = releaseDayFor(supplier, arrival) - random.integer(0, 6);
  const yesterday = workingDaysBefore(german, AS_OF, 1);
  const orderedAt = workingDaysBefore(german, Math.min(release, yesterday), 0);
  const mayBeSilent =
    orderedAt > workingDaysBefore(german, AS_OF, ANSWER_DAYS) && arrival > AS_OF + ANSWERED_AHEAD;
  const answered = !mayBeSilent || random.next() < 0.4;
  const asked =
    random.next() < 0.14 ? workingDaysBefore(german, arrival, random.integer(1, 2)) : arrival;
  const keepsWord = random.next() < 0.6;
  const onTheWay = supplier.transitDays > 0 && arrival - supplier.transitDays < AS_OF;
  return {
    orderId: '',
    line: 0,
    plan,
    supplier,
    quantity,
    receivedQuantity: 0,
    defectiveQuantity: 0,
    orderedAt,
    requested: asked,
    promised: answered ? (keepsWord ? arrival : asked) : null,
    confirmed: answered ? arrival : null,
    confirmedQuantity: quantity,
    shipped: onTheWay && answered ? arrival - supplier.transitDays : null,
    actual: null,
    price: part.unitCost,
    mode: modeOf(supplier),
    premium: false,
  };
}

function tellStory(line: PurchaseLine, story: LineStory): void {
  const { price } = line;
  line.orderId = story.orderId;
  line.line = story.line;
  line.orderedAt = story.orderedAt;
  line.requested = story.requested;
  line.promised = story.promised;
  line.confirmed = story.confirmed;
  line.confirmedQuantity = line.quantity * (story.confirmedShare ?? 1);
  line.shipped = story.shipped ?? null;
  line.price = Math.round(price * (story.priceFactor ?? 1) * 1000) / 1000;
  line.mode = story.mode ?? line.mode;
}

export function openPurchaseLines(seed: number, plans: Map<string, NodePlan>): PurchaseLine[] {
  const lines: PurchaseLine[] = [];
  const told = new Set<LineStory>();
  for (const plan of plans.values()) {
    const random = streamOf(seed, `open orders ${plan.node.key}`);
    for (const { arrival, quantity } of plan.purchases) {
      const line = openLine(plan, arrival, quantity, random);
      const story = LINE_STORIES.find(
        (s) => !told.has(s) && s.key === plan.node.key && s.arrival === arrival,
      );
      if (story !== undefined) {
        told.add(story);
        tellStory(line, story);
      }
      lines.push(line);
    }
  }
  const untold = LINE_STORIES.filter((story) => !told.has(story));
  if (untold.length > 0) {
    throw new Error(`no purchase order for ${untold.map((s) => `${s.key} ${s.arrival}`).join()}`);
  }
  return lines;
}

/** Order numbers rise with the order date; lines of one supplier, plant and day share one. */
export function numberPurchaseLines(lines: PurchaseLine[], first: number): void {
  const reserved = new Set(LINE_STORIES.map((story) => story.orderId));
  const groupOf = (line: PurchaseLine): string =>
    `${line.orderedAt} ${line.supplier.supplierId} ${line.plan.node.locationId}`;
  const unnumbered = lines.filter((line) => line.orderId === '');
  unnumbered.sort(
    (a, b) =>
      a.orderedAt - b.orderedAt ||
      (groupOf(a) === groupOf(b) ? a.requested - b.requested : groupOf(a) < groupOf(b) ? -1 : 1) ||
      (a.plan.node.key < b.plan.node.key ? -1 : 1),
  );
  let number = first - 1;
  let group = '';
  let line = 0;
  for (const purchase of unnumbered) {
    if (groupOf(purchase) !== group || line === 90) {
      group = groupOf(purchase);
      line = 0;
      do number += 1;
      while (reserved.has(String(number)));
    }
    line += 10;
    purchase.orderId = String(number);
    purchase.line = line;
  }
  lines.sort((a, b) =>
    a.orderId === b.orderId ? a.line - b.line : a.orderId < b.orderId ? -1 : 1,
  );
}

export function textOfDay(day: Day | null): string {
  return day === null ? '' : formatDay(day);
}

/** Screws from Schrauben Ohm are ordered by the thousand; the feed converts. */
function orderUnitOf(line: PurchaseLine): { uom: string; pieces: number } {
  const inThousands = line.supplier.supplierId === 'OHM';
  return inThousands ? { uom: 'MIL', pieces: 1000 } : { uom: '', pieces: 1 };
}

function orderRow(line: PurchaseLine): (string | number)[] {
  const { plan, supplier } = line;
  const { uom, pieces } = orderUnitOf(line);
  const isOpen = line.actual === null;
  const isShort = line.confirmedQuantity !== line.quantity;
  return [
    line.orderId,
    line.line,
    1,
    supplier.supplierId,
    plan.node.itemId,
    plan.node.locationId,
    sourceIdOf(plan.node, supplier.supplierId),
    line.quantity / pieces,
    line.receivedQuantity === 0 ? '' : line.receivedQuantity / pieces,
    formatDay(line.orderedAt),
    formatDay(line.requested),
    textOfDay(line.promised),
    textOfDay(line.confirmed),
    line.confirmed !== null && (isOpen || isShort) ? line.confirmedQuantity / pieces : '',
    textOfDay(line.shipped),
    line.shipped === null ? '' : line.quantity / pieces,
    line.price,
    line.mode,
    isOpen ? 'open' : 'closed',
    uom,
  ];
}

const DEAD_ROW: (string | number)[] = [
  DEAD_LINE.orderId,
  DEAD_LINE.line,
  1,
  DEAD_LINE.supplierId,
  DEAD_LINE.itemId,
  DEAD_LINE.locationId,
  `B-${DEAD_LINE.itemId}-${DEAD_LINE.locationId}-${DEAD_LINE.supplierId}`,
  DEAD_LINE.quantity,
  '',
  formatDay(DEAD_LINE.orderedAt),
  formatDay(DEAD_LINE.due),
  formatDay(DEAD_LINE.due),
  formatDay(DEAD_LINE.due),
  DEAD_LINE.quantity,
  '',
  '',
  3.4,
  'road',
  'open',
  '',
];

/** Open lines, and the closed ones of the last twelve months. */
export function purchaseOrderRows(
  past: readonly PurchaseLine[],
  open: readonly PurchaseLine[],
): (string | number)[][] {
  const closed = past.filter((line) => line.actual! >= CLOSED_ORDERS_FROM);
  return [...closed.map(orderRow), DEAD_ROW, ...open.map(orderRow)];
}

/** A shipment for every line that is on its way. */
export function shipmentRows(open: readonly PurchaseLine[]): (string | number)[][] {
  return open
    .filter((line) => line.shipped !== null)
    .map((line, index) => [
      `SH-27-${String(101 + index)}`,
      line.orderId,
      line.line,
      line.quantity,
      `${formatDay(line.shipped!)}T14:00:00+01:00`,
      formatDay(line.confirmed!),
      line.mode,
      line.mode === 'sea'
        ? 'Hansea Line'
        : line.mode === 'air'
          ? 'Aerocargo Leipzig'
          : 'Spedition Rabe',
      `REF-${line.orderId}-${line.line}`,
      'in_transit',
    ]);
}
