// What a planner wants to see first of a plan: the cases ranked, what is late, which orders to move
// or to place today, and what the plan rests on. Only what is shown is made into rows.

import type {
  ActionMessageKind,
  ActionMessageRow,
  CaseRow,
  DiagnosticRow,
  PlannedOrderRow,
} from '../../contract/plan-document.ts';
import type { Detected } from '../../exceptions/detect-exceptions.ts';
import type { Severity } from '../../exceptions/plan-exception.ts';
import { BASIS_MARGIN } from '../../exceptions/value-at-risk.ts';
import { DEMAND_CALL_OFF, DEMAND_SALES_ORDER, type Network } from '../../model/network.ts';
import {
  MESSAGE_EXPEDITE,
  MESSAGE_INCREASE,
  MESSAGE_NAMES,
  MESSAGE_RELEASE,
  MESSAGE_RESCHEDULE_IN,
  PLANNED_PASS_THROUGH,
  PLANNED_PAST_DUE,
  type Plan,
} from '../../planning/plan.ts';
import { type Day, formatDay, NO_DAY } from '../../units/day.ts';
import { healthOf } from '../commands/check-folder.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';
import { actionMessageRow } from './action-message-rows.ts';
import { diagnosticRows } from './diagnostic-rows.ts';
import { caseRows } from './exception-rows.ts';
import {
  namePlannedOrders,
  type PlannedOrderNames,
  plannedOrderId,
} from './planned-order-names.ts';
import { plannedOrderRow } from './planned-order-rows.ts';
import { wireDate } from './wire-values.ts';

const CASES_OF_DEMAND_SHOWN = 12;
const CASES_OF_COST_SHOWN = 4;
const MESSAGES_OF_A_KIND_SHOWN = 4;
const RELEASES_SHOWN = 5;

/** Cases of one group: how many, what is at stake in all, and the first ones. */
export interface CaseGroup {
  count: number;
  value: number;
  isMargin: boolean; // the value is margin alone, without cost, revenue or contract terms
  firstDate: string | null; // of those with something at stake
  shown: CaseRow[];
}

export interface PlanOverview {
  asOf: string;
  horizonDays: number;
  currency: string;
  itemLocationCount: number;
  casesOfDemand: CaseGroup; // what demand may lose
  casesOfCost: CaseGroup; // nothing late, but money tied up or wasted
  lines: { count: number; late: number; short: number }; // of sales orders and call-offs
  messageCounts: Partial<Record<ActionMessageKind, number>>;
  pressingMessages: ActionMessageRow[]; // the most pressing few of each kind, releases apart
  plannedOrderCount: number;
  releases: { count: number; pastDue: number; shown: PlannedOrderRow[] }; // due today
  health: number;
  rowsRead: number;
  rowsQuarantined: number;
  refused: string[];
  diagnostics: DiagnosticRow[];
}

export function planOverview(folder: PlannedFolder): PlanOverview {
  const { intake, network, plan, found } = folder;
  const names = namePlannedOrders(plan);
  const sumOf = (name: 'rows' | 'quarantined'): number =>
    intake.feeds.reduce((sum, feed) => sum + feed[name], 0);
  return {
    asOf: formatDay(network.asOf),
    horizonDays: network.dayCount,
    currency: network.currency,
    itemLocationCount: network.nodes.count,
    casesOfDemand: caseGroup(found, CASES_OF_DEMAND_SHOWN, (severity) => severity !== 'low'),
    casesOfCost: caseGroup(found, CASES_OF_COST_SHOWN, (severity) => severity === 'low'),
    lines: countLines(found),
    messageCounts: countMessages(plan),
    pressingMessages: pressingMessages(folder, names),
    plannedOrderCount: names.number.reduce((sum, number) => sum + (number > 0 ? 1 : 0), 0),
    releases: releasesDue(plan, names),
    health: healthOf(intake),
    rowsRead: sumOf('rows'),
    rowsQuarantined: sumOf('quarantined'),
    refused: intake.refused.map(({ file }) => file),
    diagnostics: diagnosticRows(folder),
  };
}

function caseGroup(
  found: Detected,
  limit: number,
  belongs: (severity: Severity) => boolean,
): CaseGroup {
  const cases = found.cases.filter((each) => belongs(each.severity));
  let value = 0;
  let basis = 0;
  let first: Day = NO_DAY;
  for (const each of cases) {
    value += each.value.amount || 0;
    basis |= each.value.basis;
    if (each.firstDate === NO_DAY || !(each.value.amount > 0)) continue;
    if (first === NO_DAY || each.firstDate < first) first = each.firstDate;
  }
  return {
    count: cases.length,
    value,
    isMargin: basis === BASIS_MARGIN,
    firstDate: wireDate(first),
    shown: [...caseRows(found, cases.slice(0, limit))],
  };
}

export function countLines({ detection }: Detected): PlanOverview['lines'] {
  const { late, network } = detection;
  const { demand } = network;
  const isOrder = (line: number): boolean =>
    demand.kind[line] === DEMAND_SALES_ORDER || demand.kind[line] === DEMAND_CALL_OFF;
  let count = 0;
  const { kind } = demand;
  for (let line = 0; line < demand.count; line++) {
    if (kind[line] === DEMAND_SALES_ORDER || kind[line] === DEMAND_CALL_OFF) count++;
  }
  const lateLines = new Set<number>();
  const shortLines = new Set<number>();
  for (let entry = 0; entry < late.realCount; entry++) {
    const line = late.line[entry];
    if (isOrder(line)) (late.isShort[entry] === 1 ? shortLines : lateLines).add(line);
  }
  for (const line of shortLines) lateLines.delete(line);
  return { count, late: lateLines.size, short: shortLines.size };
}

function countMessages({ messages }: Plan): PlanOverview['messageCounts'] {
  const counts: PlanOverview['messageCounts'] = {};
  for (let message = 0; message < messages.count; message++) {
    const kind = MESSAGE_NAMES[messages.kind[message]];
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** At the item's cost; 0 where that is not known. */
function worthOf({ items, nodes }: Network, node: number, units: number): number {
  const item = nodes.item[node];
  return (units / 10 ** items.decimals[item]) * items.unitCost[item] || 0;
}

/** What must come sooner ranks by the day it is wanted, what may wait or go by its value. */
function pressingMessages(
  { plan, intake }: PlannedFolder,
  names: PlannedOrderNames,
): ActionMessageRow[] {
  const { messages, network } = plan;
  const ofKind = new Map<number, number[]>();
  for (let message = 0; message < messages.count; message++) {
    const kind = messages.kind[message];
    if (kind === MESSAGE_RELEASE) continue;
    const known = ofKind.get(kind);
    if (known) known.push(message);
    else ofKind.set(kind, [message]);
  }
  const worth = (message: number): number =>
    worthOf(network, messages.node[message], messages.quantity[message]);
  const byDay = (a: number, b: number): number =>
    messages.toDate[a] - messages.toDate[b] || worth(b) - worth(a) || a - b;
  const byValue = (a: number, b: number): number => worth(b) - worth(a) || a - b;
  const pressing = [MESSAGE_EXPEDITE, MESSAGE_RESCHEDULE_IN, MESSAGE_INCREASE];
  return [...ofKind.keys()]
    .sort((a, b) => a - b)
    .flatMap((kind) =>
      ofKind
        .get(kind)!
        .sort(pressing.includes(kind) ? byDay : byValue)
        .slice(0, MESSAGES_OF_A_KIND_SHOWN),
    )
    .map((message) => actionMessageRow(intake.facts, plan, names, message));
}

/** Planned orders to be placed today; those that should have been placed before come first. */
function releasesDue(plan: Plan, names: PlannedOrderNames): PlanOverview['releases'] {
  const { planned, network } = plan;
  const due: number[] = [];
  let pastDue = 0;
  for (let order = 0; order < planned.count; order++) {
    if (planned.releaseDay[order] > 0 || planned.flags[order] & PLANNED_PASS_THROUGH) continue;
    due.push(order);
    if (planned.flags[order] & PLANNED_PAST_DUE) pastDue++;
  }
  const worth = (order: number): number =>
    worthOf(network, names.node[order], planned.quantity[order]);
  const isPastDue = (order: number): number => planned.flags[order] & PLANNED_PAST_DUE;
  due.sort((a, b) => isPastDue(b) - isPastDue(a) || worth(b) - worth(a) || a - b);
  const shown = due.slice(0, RELEASES_SHOWN);
  return {
    count: due.length,
    pastDue,
    shown: shown.map((order) =>
      plannedOrderRow(plan, names, order, plannedOrderId(plan, names, order)),
    ),
  };
}
