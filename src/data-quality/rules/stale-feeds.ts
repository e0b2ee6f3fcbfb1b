// Feeds that do not fit the day of the plan: stock listed long before as_of or after it, and a
// demand history that ends long before it. One finding a feed.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { numberColumn } from '../../model/fact-table.ts';
import { createKeyOrder, type Facts, keyOfRow } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { formatDay, NO_DAY } from '../../units/day.ts';
import { createZonedDay } from '../../units/zoned-day.ts';
import type { AuditRule } from '../audit-rule.ts';

const STOCK_AGE_MAX = 7; // days
const HISTORY_AGE_MAX = 60; // days

export const staleFeeds: readonly AuditRule[] = [staleStock, staleHistory];

function staleStock(facts: Facts, { asOf, timezone }: PlanningSettings): Diagnostic[] {
  const table = facts.tables.inventory!;
  const instants = numberColumn(table, 'as_of');
  const dayOf = createZonedDay(timezone);
  let staleCount = 0;
  let oldest = -1;
  let futureCount = 0;
  let latest = -1;
  const byKey = createKeyOrder(facts, 'inventory');
  /** Of rows of one instant the key decides, not their order in the file. */
  const isEarlier = (a: number, b: number): boolean =>
    instants[a] === instants[b] ? byKey(a, b) < 0 : instants[a]! < instants[b]!;
  for (let row = 0; row < table.rowCount; row++) {
    const instant = instants[row]!;
    if (Number.isNaN(instant)) continue;
    const day = dayOf(instant);
    if (day < asOf - STOCK_AGE_MAX) {
      staleCount++;
      if (oldest < 0 || isEarlier(row, oldest)) oldest = row;
    } else if (day > asOf) {
      futureCount++;
      if (latest < 0 || isEarlier(latest, row)) latest = row;
    }
  }
  const say = (rule: string, row: number, message: string): Diagnostic => ({
    severity: 'warning',
    feed: 'inventory',
    key: '',
    rule,
    message:
      `${message} ${keyOfRow(facts, 'inventory', row)} on ` +
      `${formatDay(dayOf(instants[row]!))}).`,
  });
  const found: Diagnostic[] = [];
  if (staleCount > 0) {
    const message =
      `${staleCount} stock rows were listed more than ${STOCK_AGE_MAX} days before ` +
      `${formatDay(asOf)}; count or list them again (the oldest:`;
    found.push(say('stale_stock', oldest, message));
  }
  if (futureCount > 0) {
    const message =
      `${futureCount} stock rows were listed after ${formatDay(asOf)}, the day that is planned; ` +
      'check as_of (the latest:';
    found.push(say('future_stock', latest, message));
  }
  return found;
}

function staleHistory(facts: Facts, { asOf }: PlanningSettings): Diagnostic[] {
  const { day } = facts.demandHistory;
  let last = NO_DAY;
  for (let cell = 0; cell < day.length; cell++) if (day[cell]! > last) last = day[cell]!;
  if (last === NO_DAY || last >= asOf - HISTORY_AGE_MAX) return [];
  return [
    {
      severity: 'warning',
      feed: 'demand_history',
      key: '',
      rule: 'stale_history',
      message:
        `The demand history ends on ${formatDay(last)}, ${asOf - last} days before ` +
        `${formatDay(asOf)}. Export the newer part.`,
    },
  ];
}
