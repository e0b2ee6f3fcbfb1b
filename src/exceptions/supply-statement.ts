// What an order line or a stock lot is guilty of, in words.

import { textColumn } from '../model/fact-table.ts';
import { type Facts, keyOfRow } from '../model/facts.ts';
import {
  DATE_BELIEVED,
  DATE_CONFIRMED,
  DATE_PROMISED,
  DATE_SHIPPED,
  LOT_INSPECTION,
  type Network,
  SUPPLY_PAST_DUE,
  SUPPLY_PRODUCTION_ORDER,
  SUPPLY_PURCHASE_ORDER,
  SUPPLY_UNCONFIRMED,
} from '../model/network.ts';
import type { Day } from '../units/day.ts';
import type { Cause } from './causes.ts';
import {
  dateText,
  daysText,
  itemName,
  nodeKey,
  partyName,
  placeName,
  quantityText,
  supplyName,
} from './names.ts';
import type { CauseStatement } from './plan-exception.ts';
import { WORDS } from './words.ts';

export function feedOfSupply(network: Network, supply: number): string {
  const kind = network.supply.kind[supply];
  if (kind === SUPPLY_PURCHASE_ORDER) return 'purchase_orders';
  return kind === SUPPLY_PRODUCTION_ORDER ? 'production_orders' : 'transfer_orders';
}

/** "PO 4500123/10 from Kessler". */
export function orderFrom(facts: Facts, network: Network, supply: number): string {
  const name = supplyName(facts, network, supply);
  const supplier = network.supply.supplier[supply];
  return supplier < 0 ? name : `${name} from ${partyName(network.suppliers, supplier)}`;
}

/** The date on which open supply comes: the order's own, and of one that is past due the day from
 * which the plan counts on it. */
export function comesOn({ supply, asOf }: Network, line: number, ownDate: Day): Day {
  return supply.flags[line] & SUPPLY_PAST_DUE ? asOf + supply.usableDay[line] : ownDate;
}

/** "500 PCE of Hub 4711 for Plant 2". */
export function goodsText(network: Network, node: number, quantity: number): string {
  const goods = `${quantityText(network, node, quantity)} of ${itemName(network, node)}`;
  return `${goods} for ${placeName(network, node)}`;
}

export function supplyCauseStatement(facts: Facts, network: Network, cause: Cause): CauseStatement {
  const { supply } = network;
  const line = cause.index;
  const feed = feedOfSupply(network, line);
  const key = keyOfRow(facts, feed, supply.factRow[line]);
  return { feed, key, text: latenessText(facts, network, cause) };
}

function latenessText(facts: Facts, network: Network, { index, wantedDay }: Cause): string {
  const { flags, usableDay, arrivalDate, dateBasis } = network.supply;
  const order = orderFrom(facts, network, index);
  if (flags[index] & SUPPLY_PAST_DUE) {
    return WORDS.supplyPastDue({ order, due: dateText(network, arrivalDate[index]) });
  }
  if (wantedDay > usableDay[index]) return WORDS.supplyUnanswered({ order });
  const days = daysText(Math.max(1, usableDay[index] - wantedDay));
  if (flags[index] & SUPPLY_UNCONFIRMED) return WORDS.supplyUnconfirmedLate({ order, days });
  switch (dateBasis[index]) {
    case DATE_BELIEVED:
      return WORDS.supplyBelievedLate({ order, days });
    case DATE_SHIPPED:
      return WORDS.supplyShippedLate({ order, days });
    case DATE_CONFIRMED:
      return WORDS.supplyConfirmedLate({ order, days });
    case DATE_PROMISED:
      return WORDS.supplyPromisedLate({ order, days });
    default:
      return WORDS.supplyDueLate({ order, days });
  }
}

/** Stock that cannot be used yet, or not for long enough. */
export function stockCause(facts: Facts, network: Network, cause: Cause): CauseStatement {
  const { stock } = network;
  const lot = cause.index;
  const row = stock.factRow[lot];
  const key = lotKey(facts, network, lot, cause.node);
  const quantity = quantityText(network, cause.node, stock.quantity[lot]);
  if (cause.kind === 'expiry') {
    const on = dateText(network, network.asOf + stock.expiryDay[lot]);
    return {
      feed: 'inventory',
      key,
      text: WORDS.batchExpires({ batch: batchText(facts, row), on }),
    };
  }
  if (stock.quantity[lot] < 0)
    return { feed: 'inventory', key, text: WORDS.stockNegative({ quantity }) };
  const until = dateText(network, network.asOf + stock.usableDay[lot]);
  const words = stock.status[lot] === LOT_INSPECTION ? WORDS.stockInspected : WORDS.stockInTransit;
  return { feed: 'inventory', key, text: words({ quantity, until }) };
}

export function lotKey(facts: Facts, network: Network, lot: number, node: number): string {
  const row = network.stock.factRow[lot];
  return row < 0 ? nodeKey(network, node) : keyOfRow(facts, 'inventory', row);
}

export function batchText(facts: Facts, row: number): string {
  const batch = row < 0 ? '' : facts.pool.texts[textColumn(facts.tables.inventory, 'batch')[row]];
  return batch === '' ? 'the batch' : `batch ${batch}`;
}
