// The last day on which an answer still helps: the day on which the goods are first missed, less
// the quickest way to get more of them to that place (a source's lead time, or its expedited one).

import { numberColumn } from '../model/fact-table.ts';
import type { Facts } from '../model/facts.ts';
import { type Network, SOURCE_MAKE, SOURCE_TRANSFER } from '../model/network.ts';
import type { Day } from '../units/day.ts';
import { workingDaysBefore } from '../units/working-calendar.ts';

/** For goods first missed at a node on a date; never before as_of. Without a source: as_of. */
export function decideBy(facts: Facts, network: Network, node: number, missedOn: Day): Day {
  const { sources, asOf } = network;
  let latest = asOf;
  for (let source = sources.nodeStart[node]; source < sources.nodeStart[node + 1]; source++) {
    if (sources.released[source] === 0) continue;
    latest = Math.max(latest, lastStart(facts, network, source, missedOn));
  }
  return Math.min(latest, Math.max(asOf, missedOn));
}

/** The date on which an order of the source must start at the latest, expedited where it can be. */
function lastStart(facts: Facts, network: Network, source: number, usable: Day): Day {
  const { sources, nodes, calendars } = network;
  const node = sources.node[source];
  const receiver = calendars[nodes.calendar[node]];
  const arrival =
    sources.kind[source] === SOURCE_MAKE
      ? usable
      : workingDaysBefore(receiver, usable, nodes.goodsReceiptDays[node]);
  const calendar = calendars[sources.leadTimeCalendar[source]];
  const shipped = arrival - sources.transitDays[source];
  return workingDaysBefore(calendar, shipped, quickestDays(facts, network, source));
}

function quickestDays(facts: Facts, network: Network, source: number): number {
  const { leadTimeDays, factRow, kind } = network.sources;
  const normal = leadTimeDays[source];
  if (factRow[source] < 0 || kind[source] === SOURCE_TRANSFER) return normal;
  const expedited = numberColumn(facts.tables.sourcing, 'expedite_lead_time_days')[factRow[source]];
  return Number.isNaN(expedited) ? normal : Math.min(normal, expedited);
}
