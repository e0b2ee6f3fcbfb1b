// A cause as the outside reads it: the feed and key of the fact behind it, and a clause that says
// it. The key is also the case's stable name.

import { dayColumn } from '../model/fact-table.ts';
import { keyOfRow } from '../model/facts.ts';
import {
  DEMAND_CALL_OFF,
  DEMAND_SALES_ORDER,
  METHOD_MIN_MAX,
  METHOD_NONE,
  METHOD_REORDER_POINT,
  type Network,
} from '../model/network.ts';
import { receiptDateFrom } from '../planning/lead-time.ts';
import { type Day, NO_DAY } from '../units/day.ts';
import type { Cause } from './causes.ts';
import { type Detection, lateOfCauseAt } from './detection.ts';
import {
  countedText,
  countText,
  daysText,
  demandName,
  locationName,
  nodeKey,
  partyName,
  purchaseOrderName,
  quantityText,
  whatText,
} from './names.ts';
import type { CauseStatement } from './plan-exception.ts';
import { callKey, raiseCauseStatement } from './raise-statement.ts';
import { feedOfSupply, lotKey, stockCause, supplyCauseStatement } from './supply-statement.ts';
import { WORDS } from './words.ts';

/** What a rule's failure means for the item-location that it leaves without supply. */
const CLAUSE_OF_RULE: Readonly<Record<string, (s: { what: string }) => string>> = {
  bom_cycle: WORDS.partOfItself,
  missing_source: WORDS.noSource,
  transfer_without_sender: WORDS.noSender,
};

export interface Telling {
  lines?: number; // how many order lines of a party wait for an answer
  spokenOf?: number; // the node that the sentence names already: "it" then
}

export function causeStatement(
  detection: Detection,
  at: number,
  { lines = 1, spokenOf = -1 }: Telling = {},
): CauseStatement {
  const { facts, network, causes, faults } = detection;
  const cause = causes.list[at];
  const { kind, index, node } = cause;
  const what = node < 0 || node === spokenOf ? WORDS.it() : whatText(network, node);
  switch (kind) {
    case 'supply':
      return supplyCauseStatement(facts, network, cause);
    case 'stock':
    case 'expiry':
      return stockCause(facts, network, cause);
    case 'raise':
      return raiseCauseStatement(facts, network, detection.raises[index]);
    case 'lead_time':
      return leadTimeCause(detection, at, what);
    case 'fence':
      return parameterCause(network, node, fenceText(network, node, what));
    case 'no_supply':
      return parameterCause(network, node, noSupplyText(network, node, what));
    case 'short':
      return shortCause(detection, index);
    case 'silence': {
      const text = silentText(partyName(network.suppliers, index), lines);
      return { feed: 'suppliers', key: network.suppliers.id[index], text };
    }
    case 'overdue': {
      const text = silentText(locationName(network, index), lines);
      return { feed: 'locations', key: network.locations.id[index], text };
    }
    case 'backlog': {
      const text = WORDS.notShipped({ place: locationName(network, index) });
      return { feed: 'locations', key: network.locations.id[index], text };
    }
    case 'excess':
      return parameterCause(network, node, WORDS.tooMuch({ what }));
    default: {
      const { feed, key, rule, message } = faults.diagnostics[index];
      const words = CLAUSE_OF_RULE[rule];
      return { feed, key, text: words ? words({ what }) : message };
    }
  }
}

function silentText(party: string, lines: number): string {
  return lines === 1
    ? WORDS.silentLine({ party })
    : WORDS.silentLines({ party, count: countText(lines) });
}

export function parameterCause(network: Network, node: number, text: string): CauseStatement {
  return { feed: 'item_locations', key: nodeKey(network, node), text };
}

function fenceText(network: Network, node: number, what: string): string {
  const days = countedText(network.nodes.planningFenceDays[node], 'working day', 'working days');
  return WORDS.fence({ what, days });
}

function noSupplyText(network: Network, node: number, what: string): string {
  const { nodes, sources } = network;
  if (nodes.method[node] === METHOD_NONE) return WORDS.notPlanned({ what });
  const hasSource = sources.nodeStart[node] < sources.nodeStart[node + 1];
  return hasSource ? WORDS.nothingInTime({ what }) : WORDS.noSource({ what });
}

function shortCause({ facts, network, shortLines }: Detection, row: number): CauseStatement {
  const line = shortLines.find((each) => each.row === row);
  const [node, coming, ordered] = line ? [line.node, line.coming, line.ordered] : [0, 0, 0];
  const words = line?.isClosed ? WORDS.closedShort : WORDS.answeredShort;
  const text = words({
    order: purchaseOrderName(facts, row),
    coming: quantityText(network, node, coming),
    ordered: quantityText(network, node, ordered),
  });
  return { feed: 'purchase_orders', key: keyOfRow(facts, 'purchase_orders', row), text };
}

/** There is not the time to get it: the demand is to blame when it came inside the lead time,
 * else the parameter that lets the stock run down, else the lead time. */
function leadTimeCause(detection: Detection, at: number, what: string): CauseStatement {
  const { facts, network, causes } = detection;
  const cause = causes.list[at];
  const { node } = cause;
  const { method, reorderPoint } = network.nodes;
  if (method[node] === METHOD_REORDER_POINT || method[node] === METHOD_MIN_MAX) {
    const point = quantityText(network, node, reorderPoint[node] || 0);
    const words = method[node] === METHOD_MIN_MAX ? WORDS.minMaxLow : WORDS.reorderPointLow;
    return parameterCause(network, node, words({ what, point }));
  }
  const { source, days } = quickestSource(network, node);
  const leadTime = daysText(days);
  const asked = askedTooLate(detection, at, days);
  if (asked) {
    const demand = demandName(facts, network, asked.line);
    const text = WORDS.askedTooLate({ demand, days: daysText(asked.days), leadTime });
    return { feed: asked.feed, key: keyOfRow(facts, asked.feed, asked.row), text };
  }
  const text =
    cause.wantedDay <= 0
      ? WORDS.neededNow({ what, leadTime })
      : WORDS.leadTimeTooLong({ what, days: daysText(cause.wantedDay), leadTime });
  return source < 0
    ? parameterCause(network, node, text)
    : { feed: 'sourcing', key: network.sources.id[source], text };
}

/** How long the quickest source takes when it is asked today. */
export function quickestSource(network: Network, node: number): { source: number; days: number } {
  const { sources, asOf } = network;
  let best = { source: -1, days: 0 };
  for (let source = sources.nodeStart[node]; source < sources.nodeStart[node + 1]; source++) {
    if (sources.released[source] === 0) continue;
    const days = receiptDateFrom(network, source, asOf) - asOf;
    if (best.source < 0 || days < best.days) best = { source, days };
  }
  return best;
}

/** The demand that waits longest, when it was placed nearer to its date than the lead time. */
function askedTooLate(
  detection: Detection,
  at: number,
  leadDays: number,
): { line: number; feed: string; row: number; days: number } | null {
  const { late, network } = detection;
  const { demand } = network;
  const entries = lateOfCauseAt(detection, at);
  if (entries.length === 0) return null;
  const first = entries.reduce((earliest, entry) =>
    demand.stockDay[late.line[entry]] < demand.stockDay[late.line[earliest]] ? entry : earliest,
  );
  const line = late.line[first];
  const row = demand.factRow[line];
  const placed = placedOn(detection, line, row);
  if (!placed || placed.day === NO_DAY) return null;
  const days = demand.dueDate[line] - placed.day;
  return days >= 0 && days < leadDays ? { line, feed: placed.feed, row, days } : null;
}

function placedOn(
  { facts, network }: Detection,
  line: number,
  row: number,
): { feed: string; day: Day } | null {
  const kind = network.demand.kind[line];
  if (kind === DEMAND_SALES_ORDER) {
    return { feed: 'sales_orders', day: dayColumn(facts.tables.sales_orders, 'ordered_at')[row] };
  }
  if (kind === DEMAND_CALL_OFF) {
    return { feed: 'call_offs', day: dayColumn(facts.tables.call_offs, 'issued_on')[row] };
  }
  return null;
}

/** What a case is called: stable as long as its cause is. */
export function caseId(detection: Detection, { kind, index, node }: Cause): string {
  const { facts, network, faults } = detection;
  switch (kind) {
    case 'supply': {
      const feed = feedOfSupply(network, index);
      return `case:${feed}/${keyOfRow(facts, feed, network.supply.factRow[index])}`;
    }
    case 'raise': // by the call, so that it stays the same case when the next release comes
      return `case:call_offs/${callKey(facts, detection.raises[index].row)}`;
    case 'stock':
      return `case:inventory/${lotKey(facts, network, index, node)}`;
    case 'expiry':
      return `case:expiry/${lotKey(facts, network, index, node)}`;
    case 'short': // the same order line may come late as well: that is another case
      return `case:short/${keyOfRow(facts, 'purchase_orders', index)}`;
    case 'silence':
      return `case:silence/${network.suppliers.id[index]}`;
    case 'overdue':
    case 'backlog':
      return `case:${kind}/${network.locations.id[index]}`;
    case 'data': {
      const { feed, key, rule } = faults.diagnostics[index];
      return `case:data/${feed}/${key}/${rule}`;
    }
    default:
      return `case:${kind}/${nodeKey(network, node)}`;
  }
}
