// Stock and open purchase orders of a bought part: deliveries at the supplier's rhythm, each
// large enough until the next, ordered as far ahead as the lead time asks and a little more.

import type { Random } from '../../../src/base/prng.ts';
import type { Day } from '../../../src/units/day.ts';
import {
  type WorkingCalendar,
  workingDaysAfter,
  workingDaysBefore,
} from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, cleanNumber, locationNamed, MODEL_DAYS, roundUpTo } from './company.ts';
import type { NodePlan } from './requirements.ts';
import { storyOf } from './story.ts';
import { type Supplier, supplierNamed } from './suppliers.ts';

export interface PurchaseReceipt {
  arrival: Day; // at the gate
  usable: Day; // after goods receipt
  quantity: number;
}

/** Working days from the gate to the shelf. */
export function goodsReceiptDaysOf(category: string): number {
  return category === 'electronics' || category === 'sensors' ? 1 : 0;
}

function leadTimeAfter(supplier: Supplier, from: Day): Day {
  const { leadTimeDays, transitDays, country } = supplier;
  const shipped =
    supplier.leadTimeBasis === 'calendar'
      ? from + leadTimeDays
      : workingDaysAfter(calendarNamed(country), from, leadTimeDays);
  return shipped + transitDays;
}

/** The last day on which an order arrives in time for `arrival`. */
export function releaseDayFor(supplier: Supplier, arrival: Day): Day {
  const shipped = arrival - supplier.transitDays;
  return supplier.leadTimeBasis === 'calendar'
    ? shipped - supplier.leadTimeDays
    : workingDaysBefore(calendarNamed(supplier.country), shipped, supplier.leadTimeDays);
}

/** The first day on which an order placed today can be used. */
function firstUsableDay(supplier: Supplier, receiver: WorkingCalendar, receiptDays: number): Day {
  return workingDaysAfter(receiver, leadTimeAfter(supplier, AS_OF), receiptDays);
}

function sumOf(gross: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let day = from; day < Math.min(to, MODEL_DAYS); day++) sum += gross[day]!;
  return sum;
}

/** Stock that lasts so many calendar days at the mean of the next 90. */
function stockCovering(gross: Float64Array, days: number): number {
  return Math.round((days * sumOf(gross, 0, 90)) / 90);
}

/** Safety stock in working days of need: far suppliers get more. */
function safetyDays(supplier: Supplier): number {
  return supplier.transitDays > 7 || supplier.country === 'CN' ? 4 : 2;
}

/** Fills in safety stock, stock and purchases of a bought part. */
export function coverPurchases(plan: NodePlan, perDay: number, random: Random): void {
  const { node, grossRequirements: gross } = plan;
  const story = storyOf(node.key);
  const part = node.purchasedPart!;
  const supplier = supplierNamed(part.supplierIds[0]!);
  const receiver = calendarNamed(locationNamed(node.locationId).calendarId);
  const receiptDays = goodsReceiptDaysOf(part.category);
  plan.safetyStock =
    story?.safetyStock ?? roundUpTo(safetyDays(supplier) * perDay, node.lotMultiple);
  const phase = story?.firstDelivery ?? random.integer(1, supplier.cycleDays);
  const slackDays = story?.slackDays ?? 0.8 + 1.2 * random.next();
  const marginDays = story?.marginDays ?? random.integer(4, 8);
  if (story?.purchases !== undefined) {
    plan.stock = story.stock ?? stockCovering(gross, story.coverDays!);
    plan.purchases = story.purchases.map(({ day, quantity }) => ({
      arrival: day,
      usable: workingDaysAfter(receiver, day, receiptDays),
      quantity,
    }));
    return;
  }
  const slack = slackDays * perDay;
  const lastDay = workingDaysAfter(
    receiver,
    firstUsableDay(supplier, receiver, receiptDays),
    marginDays,
  );
  const usableDays: Day[] = [];
  let usable = workingDaysAfter(receiver, AS_OF, phase);
  for (; usable <= lastDay; usable = workingDaysAfter(receiver, usable, supplier.cycleDays)) {
    usableDays.push(usable);
  }
  usableDays.push(usable); // not ordered yet: the plan will propose it
  const stock = plan.safetyStock + slack + sumOf(gross, 0, usableDays[0]! - AS_OF);
  plan.stock = roundUpTo(stock, part.uom === 'KGM' ? 0.5 : 1);
  let balance = plan.stock - sumOf(gross, 0, usableDays[0]! - AS_OF);
  for (let i = 0; i + 1 < usableDays.length; i++) {
    const need = sumOf(gross, usableDays[i]! - AS_OF, usableDays[i + 1]! - AS_OF);
    const wanted = plan.safetyStock + slack + need - balance;
    if (wanted > slack) {
      const quantity = roundUpTo(Math.max(wanted, node.minLot), node.lotMultiple);
      const arrival = workingDaysBefore(receiver, usableDays[i]!, receiptDays);
      plan.purchases.push({ arrival, usable: usableDays[i]!, quantity });
      balance += quantity;
    }
    balance = cleanNumber(balance - need);
  }
}
