// The price of a source that its sourcing row does not give: from feed prices, the newest one valid
// on as_of, for the smallest quantity.

import { dayColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import { noteMissingRates, rateOf } from './exchange-rates.ts';
import type { MasterData } from './master-data.ts';

/** Network currency per base unit, by pool code of the source. */
export function contractPrices(master: MasterData): Map<number, number> {
  const table = master.facts.tables.prices!;
  const source = textColumn(table, 'source_id');
  const validFrom = dayColumn(table, 'valid_from');
  const minQuantity = numberColumn(table, 'min_quantity');
  const unitCost = numberColumn(table, 'unit_cost');
  const currency = textColumn(table, 'currency');
  const priceUnit = numberColumn(table, 'price_unit');
  const rowOfSource = new Map<number, number>();
  for (let row = 0; row < table.rowCount; row++) {
    if (validFrom[row]! > master.settings.asOf) continue;
    const known = rowOfSource.get(source[row]!);
    const isBetter =
      known === undefined ||
      validFrom[row]! > validFrom[known]! ||
      (validFrom[row] === validFrom[known] &&
        smallest(minQuantity[row]!) < smallest(minQuantity[known]!));
    if (isBetter) rowOfSource.set(source[row]!, row);
  }
  const priceOfSource = new Map<number, number>();
  const rowsWithoutRate = new Map<number, number>();
  for (const [code, row] of rowOfSource) {
    const rate = rateOf(master.rates, currency[row]!);
    if (Number.isNaN(rate)) {
      rowsWithoutRate.set(currency[row]!, (rowsWithoutRate.get(currency[row]!) ?? 0) + 1);
    }
    const perUnits = priceUnit[row]! > 0 ? priceUnit[row]! : 1;
    priceOfSource.set(code, (unitCost[row]! * rate) / perUnits);
  }
  noteMissingRates(master.noted, 'prices', master.rates, rowsWithoutRate);
  return priceOfSource;
}

function smallest(minQuantity: number): number {
  return Number.isNaN(minQuantity) ? 0 : minQuantity;
}
