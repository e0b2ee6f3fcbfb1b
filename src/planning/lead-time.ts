// The three legs of a lead time, backward from the day of use to the release and forward again
// (handbook 2): lead time on the source's calendar, transit in calendar days, goods receipt in the
// receiver's working days (bought and transferred goods only).
// Sources with equal legs share one row of a look-up, release day by receipt day.

import type { Network } from '../model/network.ts';
import { SOURCE_MAKE } from '../model/network.ts';
import type { Day } from '../units/day.ts';
import { workingDaysAfter, workingDaysBefore } from '../units/working-calendar.ts';

export interface LeadTimes {
  rowOfSource: Int32Array; // by source: its row
  releaseDay: Int32Array; // [row * dayCount + receiptDay]: day index, negative = before as_of
  earliestReceiptDay: Int32Array; // by row: day index of use when released on as_of
}

/** The date on which an order must be released to be usable on `usable`. */
export function releaseDateFor(network: Network, source: number, usable: Day): Day {
  const { sources, nodes, calendars } = network;
  const node = sources.node[source];
  const isMade = sources.kind[source] === SOURCE_MAKE;
  const receiver = calendars[nodes.calendar[node]];
  const arrival = isMade
    ? usable
    : workingDaysBefore(receiver, usable, nodes.goodsReceiptDays[node]);
  const shipped = arrival - sources.transitDays[source];
  const calendar = calendars[sources.leadTimeCalendar[source]];
  return workingDaysBefore(calendar, shipped, sources.leadTimeDays[source]);
}

/** The date from which an order released on `release` can be used. */
export function receiptDateFrom(network: Network, source: number, release: Day): Day {
  const { sources, nodes, calendars } = network;
  const node = sources.node[source];
  const calendar = calendars[sources.leadTimeCalendar[source]];
  const shipped = workingDaysAfter(calendar, release, sources.leadTimeDays[source]);
  const arrival = shipped + sources.transitDays[source];
  if (sources.kind[source] === SOURCE_MAKE) return arrival;
  const receiver = calendars[nodes.calendar[node]];
  return workingDaysAfter(receiver, arrival, nodes.goodsReceiptDays[node]);
}

/** Looks every source's legs up once for the whole horizon. */
export function compileLeadTimes(network: Network): LeadTimes {
  const { sources, nodes, dayCount, asOf } = network;
  const rowOfSource = new Int32Array(sources.count);
  const representatives: number[] = []; // by row: a source with these legs
  const supplierLegs = new Map<number, number>();
  const receiverLegs = new Map<number, number>();
  const rowOfLegs = new Map<number, number>();
  const calendarCount = network.calendars.length;

  for (let source = 0; source < sources.count; source++) {
    const node = sources.node[source];
    const isMade = sources.kind[source] === SOURCE_MAKE ? 1 : 0;
    const supplierKey =
      sources.leadTimeDays[source] * calendarCount + sources.leadTimeCalendar[source];
    const receiverKey =
      ((isMade ? 0 : nodes.goodsReceiptDays[node]) * calendarCount +
        (isMade ? 0 : nodes.calendar[node])) *
        2 +
      isMade;
    const supplierLeg = numbered(supplierLegs, supplierKey);
    const receiverLeg = numbered(receiverLegs, receiverKey);
    const legs = (sources.transitDays[source] * 65536 + receiverLeg) * 65536 + supplierLeg;
    let row = rowOfLegs.get(legs);
    if (row === undefined) {
      row = representatives.length;
      rowOfLegs.set(legs, row);
      representatives.push(source);
    }
    rowOfSource[source] = row;
  }

  const releaseDay = new Int32Array(representatives.length * dayCount);
  const earliestReceiptDay = new Int32Array(representatives.length);
  for (let row = 0; row < representatives.length; row++) {
    const source = representatives[row];
    earliestReceiptDay[row] = hasNoLeadTime(network, source)
      ? 0
      : receiptDateFrom(network, source, asOf) - asOf;
    for (let day = 0; day < dayCount; day++) {
      const release = releaseDateFor(network, source, asOf + day) - asOf;
      const isToday = day === 0 && earliestReceiptDay[row] === 0;
      releaseDay[row * dayCount + day] = isToday ? 0 : release;
    }
  }
  return { rowOfSource, releaseDay, earliestReceiptDay };
}

/** What takes no time can be there on as_of, also when that is a closed day. */
function hasNoLeadTime(network: Network, source: number): boolean {
  const { sources, nodes } = network;
  return (
    sources.leadTimeDays[source] + sources.transitDays[source] === 0 &&
    (sources.kind[source] === SOURCE_MAKE || nodes.goodsReceiptDays[sources.node[source]] === 0)
  );
}

function numbered(numbers: Map<number, number>, key: number): number {
  let number = numbers.get(key);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(key, number);
  }
  return number;
}
