// The whole plan as it goes over the wire, list by list. Long lists are made row by row while they
// are written, so that a plan may be longer than memory holds as text.

import type { ExtraList, PlanDocument } from '../../contract/plan-document.ts';
import { formatDay } from '../../units/day.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';
import { actionMessageRows } from './action-message-rows.ts';
import { balanceRows } from './balance-rows.ts';
import { demandRows } from './demand-rows.ts';
import { diagnosticRows } from './diagnostic-rows.ts';
import { caseRows, exceptionRows } from './exception-rows.ts';
import { peggingRows } from './pegging-rows.ts';
import { namePlannedOrders } from './planned-order-names.ts';
import { plannedOrderRows } from './planned-order-rows.ts';

export function planDocument(
  folder: PlannedFolder,
  extra: ReadonlySet<ExtraList>,
  position: number | null = null, // of the log, null = the facts are of a folder
): PlanDocument {
  const { intake, network, plan, lateness, found } = folder;
  const { facts } = intake;
  const names = namePlannedOrders(plan);
  const withForecast = extra.has('forecast');
  return {
    as_of: formatDay(network.asOf),
    horizon_days: network.dayCount,
    mode: 'unconstrained',
    position: position === null ? null : String(position),
    demand: demandRows({ facts, plan, lateness, withForecast }),
    planned_orders: plannedOrderRows(plan, names),
    action_messages: actionMessageRows(facts, plan, names),
    exceptions: exceptionRows(found),
    cases: caseRows(found),
    ...(extra.has('balances') && { balances: balanceRows(plan) }),
    ...(extra.has('pegging') && { pegging: peggingRows(facts, plan, names) }),
    ...(extra.has('loads') && { resource_loads: [] }),
    diagnostics: [...diagnosticRows(folder), ...(extra.has('loads') ? [LOADS_NEED_CAPACITY] : [])],
  };
}

const LOADS_NEED_CAPACITY = {
  severity: 'info',
  feed: 'resources',
  key: '',
  rule: 'not_available',
  message: 'Resource loads are empty: this plan has no capacity limits, so it loads no resource.',
} as const;
