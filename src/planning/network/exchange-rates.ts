// What one unit of a currency is worth in the network's currency on as_of: the rate of the newest
// valid_from that has come. Money in a currency without a rate is left out (NaN), and said.

import { dayColumn, numberColumn, textColumn } from '../../model/fact-table.ts';
import type { Facts } from '../../model/facts.ts';
import type { PlanningSettings } from '../../model/parameters.ts';
import { addDiagnostic, type DiagnosticList } from './diagnostic-list.ts';

export interface ExchangeRates {
  rateOfCode: Map<number, number>; // by pool code of the currency
  texts: readonly string[];
  homeCurrency: string;
}

export function readExchangeRates(facts: Facts, settings: PlanningSettings): ExchangeRates {
  const table = facts.tables.exchange_rates!;
  const currency = textColumn(table, 'currency');
  const validFrom = dayColumn(table, 'valid_from');
  const rate = numberColumn(table, 'rate');
  const rateOfCode = new Map<number, number>();
  const validFromOfCode = new Map<number, number>();
  for (let row = 0; row < table.rowCount; row++) {
    const code = currency[row]!;
    if (validFrom[row]! > settings.asOf || !(rate[row]! > 0)) continue;
    const known = validFromOfCode.get(code);
    if (known !== undefined && known >= validFrom[row]!) continue;
    validFromOfCode.set(code, validFrom[row]!);
    rateOfCode.set(code, rate[row]!);
  }
  return { rateOfCode, texts: facts.pool.texts, homeCurrency: settings.currency };
}

/** Network currency for one unit of the currency; a blank one is the network's; NaN = no rate. */
export function rateOf(rates: ExchangeRates, currencyCode: number): number {
  if (currencyCode === 0 || rates.texts[currencyCode] === rates.homeCurrency) return 1;
  return rates.rateOfCode.get(currencyCode) ?? Number.NaN;
}

/** Says once a currency and feed how many rows lack a rate. */
export function noteMissingRates(
  noted: DiagnosticList,
  feed: string,
  rates: ExchangeRates,
  rowsWithoutRate: Map<number, number>,
): void {
  for (const [code, count] of rowsWithoutRate) {
    addDiagnostic(noted, {
      severity: 'warning',
      feed,
      key: rates.texts[code]!,
      rule: 'no_exchange_rate',
      message:
        `There is no exchange rate from ${rates.texts[code]} to ${rates.homeCurrency} valid on ` +
        `as_of: the money of ${count} ${feed} ${count === 1 ? 'row' : 'rows'} is left out. ` +
        'Add the rate to exchange_rates.',
    });
  }
}
