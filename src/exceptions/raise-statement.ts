// A raise of call-offs in words: by how much, from what to what, from when.

import { dayColumn, textColumn } from '../model/fact-table.ts';
import { type Facts, keyOfRow } from '../model/facts.ts';
import type { Network } from '../model/network.ts';
import { amountText, countText, dateText, quantityText } from './names.ts';
import type { CauseStatement } from './plan-exception.ts';
import type { RaisedCallOff } from './raised-call-offs.ts';
import { WORDS } from './words.ts';

/** A release that calls on at least so many of its days calls by the day. */
const DAILY_SHARE = 0.5;

export function raiseCauseStatement(
  facts: Facts,
  network: Network,
  raise: RaisedCallOff,
): CauseStatement {
  const key = keyOfRow(facts, 'call_offs', raise.row);
  return { feed: 'call_offs', key, text: raiseText(facts, network, raise) };
}

function raiseText(facts: Facts, network: Network, raise: RaisedCallOff): string {
  const { row, node, callCount, before, now, lastDate } = raise;
  const table = facts.tables.call_offs;
  const firstDate = dayColumn(table, 'date')[row];
  const names = {
    customer: customerName(network, facts.pool.texts[textColumn(table, 'customer_id')[row]]),
    item: network.items.id[network.nodes.item[node]],
    from: dateText(network, firstDate),
  };
  const amount = (units: number): string => amountText(network, node, Math.round(units));
  const quantity = (units: number): string => quantityText(network, node, Math.round(units));
  if (now <= before) return WORDS.earlierCallOffs(names);
  if (before <= 0) return WORDS.newCallOffs({ ...names, now: quantity(now) });
  if (callCount === 1) {
    return WORDS.raisedCallOff({ ...names, before: amount(before), now: quantity(now) });
  }
  const isDaily = callCount >= DAILY_SHARE * (lastDate - firstDate + 1);
  const each = isDaily ? WORDS.aDay : WORDS.aCall;
  return WORDS.raisedCallOffs({
    ...names,
    percent: `${countText(Math.round((now / before - 1) * 100))} %`,
    before: amount(before / callCount),
    now: each({ quantity: quantity(now / callCount) }),
  });
}

function customerName({ customers }: Network, id: string): string {
  const customer = customers.id.indexOf(id);
  return customer < 0 || customers.name[customer] === '' ? id : customers.name[customer];
}

/** Customer, item, ship-to and kind of a row: what its releases have in common. */
export function callKey(facts: Facts, row: number): string {
  const table = facts.tables.call_offs;
  return ['customer_id', 'item_id', 'ship_to', 'kind']
    .map((name) => facts.pool.texts[textColumn(table, name)[row]])
    .join('/');
}
