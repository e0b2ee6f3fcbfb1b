// The items of the network: how finely each is counted, what a base unit costs and sells for in the
// network's currency, and which item follows it.

import { flagColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import { itemDecimals } from '../../model/item-decimals.ts';
import type { Items } from '../../model/network.ts';
import { addDiagnostic, type DiagnosticList } from './diagnostic-list.ts';
import { type ExchangeRates, noteMissingRates, rateOf } from './exchange-rates.ts';
import type { IdIndex } from './id-index.ts';

export interface NetworkItems {
  items: Items;
  isRunOut: Uint8Array; // by item: 1 = the old part is used to zero, its successor follows
}

export function buildItems(
  facts: Facts,
  index: IdIndex,
  rates: ExchangeRates,
  noted: DiagnosticList,
): NetworkItems {
  const table = facts.tables.items!;
  const { texts } = facts.pool;
  const description = textColumn(table, 'description');
  const uom = textColumn(table, 'uom');
  const decimals = numberColumn(table, 'decimals');
  const items: Items = {
    count: index.count,
    id: index.id,
    description: new Array<string>(index.count).fill(''),
    uom: new Array<string>(index.count).fill(''),
    decimals: new Uint8Array(index.count),
    unitCost: new Float64Array(index.count).fill(Number.NaN),
    unitPrice: new Float64Array(index.count).fill(Number.NaN),
    successor: new Int32Array(index.count).fill(-1),
    factRow: index.factRow,
  };
  for (let item = 0; item < index.count; item++) {
    const row = index.factRow[item]!;
    if (row < 0) continue;
    items.description[item] = texts[description[row]!]!;
    items.uom[item] = texts[uom[row]!]!;
    items.decimals[item] = itemDecimals(items.uom[item]!, decimals[row]!);
  }
  fillMoney(facts, items, rates, noted);
  return { items, isRunOut: fillSuccessors(facts, index, items, noted) };
}

function fillMoney(facts: Facts, items: Items, rates: ExchangeRates, noted: DiagnosticList): void {
  const table = facts.tables.items!;
  const unitCost = numberColumn(table, 'unit_cost');
  const unitPrice = numberColumn(table, 'unit_price');
  const currency = textColumn(table, 'currency');
  const priceUnit = numberColumn(table, 'price_unit');
  const rowsWithoutRate = new Map<number, number>();
  for (let item = 0; item < items.count; item++) {
    const row = items.factRow[item]!;
    if (row < 0) continue;
    const hasMoney = !Number.isNaN(unitCost[row]!) || !Number.isNaN(unitPrice[row]!);
    const rate = rateOf(rates, currency[row]!);
    if (hasMoney && Number.isNaN(rate)) {
      rowsWithoutRate.set(currency[row]!, (rowsWithoutRate.get(currency[row]!) ?? 0) + 1);
    }
    if (priceUnit[row] === 0) notePriceUnit(noted, items.id[item]!);
    const perUnit = rate / (priceUnit[row]! > 0 ? priceUnit[row]! : 1);
    items.unitCost[item] = unitCost[row]! * perUnit;
    items.unitPrice[item] = unitPrice[row]! * perUnit;
  }
  noteMissingRates(noted, 'items', rates, rowsWithoutRate);
}

function notePriceUnit(noted: DiagnosticList, itemId: string): void {
  addDiagnostic(noted, {
    severity: 'warning',
    feed: 'items',
    key: itemId,
    rule: 'price_unit_zero',
    message: `Item ${itemId} has prices per 0 units: they are taken per 1 unit. Give price_unit.`,
  });
}

function fillSuccessors(
  facts: Facts,
  index: IdIndex,
  items: Items,
  noted: DiagnosticList,
): Uint8Array {
  const table = facts.tables.items!;
  const successor = textColumn(table, 'successor_item_id');
  const runOut = flagColumn(table, 'run_out');
  const isRunOut = new Uint8Array(items.count);
  for (let item = 0; item < items.count; item++) {
    const row = items.factRow[item]!;
    if (row < 0 || successor[row] === 0) continue;
    const follower = index.ofCode[successor[row]!]!;
    if (follower === item) continue;
    items.successor[item] = follower;
    if (runOut[row] === 1) isRunOut[item] = 1;
  }
  cutSuccessorCycles(items, isRunOut, noted);
  return isRunOut;
}

/** Items that run out to each other in a circle would pass a need on for ever. */
function cutSuccessorCycles(items: Items, isRunOut: Uint8Array, noted: DiagnosticList): void {
  const passOf = new Int32Array(items.count); // the walk that met the item first, 0 = none yet
  for (let start = 0; start < items.count; start++) {
    let item = start;
    while (item >= 0 && isRunOut[item] === 1 && passOf[item] === 0) {
      passOf[item] = start + 1;
      item = items.successor[item]!;
    }
    if (item < 0 || isRunOut[item] === 0 || passOf[item] !== start + 1) continue;
    isRunOut[item] = 0;
    addDiagnostic(noted, {
      severity: 'error',
      feed: 'items',
      key: items.id[item]!,
      rule: 'successor_cycle',
      message:
        `Item ${items.id[item]} is its own successor in the end: its needs are not passed on. ` +
        'Mend successor_item_id.',
    });
  }
}
