// Every purchase that arrived in two years, drawn at each supplier's rhythm with its lateness and
// the scatter of its lead time; and the inbound deliveries that record it.

import type { Random } from '../../../src/base/prng.ts';
import { type Day, dayOfDate, formatDay } from '../../../src/units/day.ts';
import { workingDaysAfter, workingDaysBefore } from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, HISTORY_FROM, locationNamed, roundUpTo, streamOf } from './company.ts';
import { drawLateness, drawLeadTimeRatio } from './observed-shapes.ts';
import { releaseDayFor } from './purchase-cover.ts';
import { modeOf, type PurchaseLine, textOfDay } from './purchase-orders.ts';
import { meanWorkingDay, type NodePlan } from './requirements.ts';
import { type Supplier, supplierNamed } from './suppliers.ts';

const MICROSENS_SLOWER_FROM = dayOfDate(2027, 1, 11);
const LIANHE_MEASURED_DAYS = 32; // working, 33 with its late lines; 35 planned

/** How long the supplier takes beyond what is agreed, as a factor on the lead time. */
function measuredFactor(supplier: Supplier, itemId: string, promised: Day): number {
  if (supplier.supplierId === 'LIANHE') return LIANHE_MEASURED_DAYS / supplier.leadTimeDays;
  if (itemId === 'SE-3302' && promised >= MICROSENS_SLOWER_FROM) return 41 / 28;
  if (supplier.supplierId === 'KESSLER') return 21 / 20;
  return 1;
}

function pastLine(
  plan: NodePlan,
  promised: Day,
  perCycle: number,
  random: Random,
): PurchaseLine | null {
  const { node } = plan;
  const part = node.purchasedPart!;
  const supplier = supplierNamed(part.supplierIds[0]!);
  const german = calendarNamed('DE');
  const late = drawLateness(random, supplier.lateShare, supplier.leadTimeDays);
  const actual =
    late < 0
      ? workingDaysBefore(german, promised, -late)
      : workingDaysAfter(german, promised, late);
  const factor = measuredFactor(supplier, node.itemId, promised) * drawLeadTimeRatio(random);
  const release = releaseDayFor(supplier, promised);
  const orderedAt = workingDaysBefore(
    german,
    Math.round(promised - (promised - release) * factor),
    0,
  );
  const wanted = perCycle * (0.85 + 0.3 * random.next());
  const quantity = roundUpTo(Math.max(wanted, node.minLot), node.lotMultiple);
  const isShort = random.next() < 0.015;
  const received = isShort
    ? Math.floor((quantity * 0.95) / node.lotMultiple) * node.lotMultiple
    : quantity;
  const premium = random.next() < 0.012;
  const step = part.uom === 'KGM' ? 0.5 : 1;
  const defective = random.next() < 0.02 ? Math.round((received * 0.02) / step) * step : 0;
  const price = part.unitCost * (promised < dayOfDate(2027, 1, 1) ? 0.978 : 1);
  if (actual >= AS_OF || received <= 0) return null;
  return {
    orderId: '',
    line: 0,
    plan,
    supplier,
    quantity,
    receivedQuantity: received,
    defectiveQuantity: defective,
    orderedAt,
    requested: random.next() < 0.1 ? workingDaysBefore(german, promised, 1) : promised,
    promised,
    confirmed: late > 2 ? workingDaysAfter(german, promised, late - 1) : promised,
    confirmedQuantity: quantity,
    shipped: null,
    actual,
    price: Math.round(price * 1000) / 1000,
    mode: premium ? 'air express' : modeOf(supplier),
    premium,
  };
}

/** Two years of arrivals at each supplier's rhythm. */
export function pastPurchaseLines(seed: number, plans: Map<string, NodePlan>): PurchaseLine[] {
  const lines: PurchaseLine[] = [];
  for (const plan of plans.values()) {
    if (plan.node.supply !== 'buy') continue;
    const random = streamOf(seed, `past orders ${plan.node.key}`);
    const supplier = supplierNamed(plan.node.purchasedPart!.supplierIds[0]!);
    const receiver = calendarNamed(locationNamed(plan.node.locationId).calendarId);
    const perCycle = meanWorkingDay(plan.grossRequirements, receiver) * supplier.cycleDays;
    const phase = random.integer(1, supplier.cycleDays);
    let promised = workingDaysAfter(receiver, HISTORY_FROM, phase);
    for (; promised < AS_OF; promised = workingDaysAfter(receiver, promised, supplier.cycleDays)) {
      const growth = 1 - (0.06 * (AS_OF - promised)) / 730;
      const line = pastLine(plan, promised, perCycle * growth, random);
      if (line !== null) lines.push(line);
    }
  }
  return lines;
}

export function inboundDeliveryRows(
  seed: number,
  past: readonly PurchaseLine[],
): (string | number)[][] {
  const random = streamOf(seed, 'inbound deliveries');
  return past.map((line, index) => {
    const freight = Math.round(line.receivedQuantity * line.price * 1.2 + 1800) / 100;
    return [
      'inbound',
      line.orderId,
      line.line,
      `GR-${500001 + index}`,
      line.supplier.supplierId,
      line.plan.node.itemId,
      line.plan.node.locationId,
      line.receivedQuantity,
      line.quantity,
      line.defectiveQuantity === 0 ? '' : line.defectiveQuantity,
      formatDay(line.requested),
      textOfDay(line.promised),
      textOfDay(line.actual),
      random.next() < 0.975 ? '' : 'false',
      line.premium ? Math.round(freight * 900) / 100 : freight,
      line.premium ? 'true' : '',
      line.premium ? random.pick(['us', 'supplier']) : '',
    ];
  });
}
