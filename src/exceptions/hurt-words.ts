// Whom late demand hurts and what it costs, as the end of a sentence: "3 orders of 2 customers,
// 18,400 EUR margin".

import type { Network } from '../model/network.ts';
import type { Detection } from './detection.ts';
import { type Impact, impactOf } from './impact.ts';
import { countedText, moneyText, partyName } from './names.ts';
import {
  BASIS_COST,
  BASIS_HOLDING,
  BASIS_MARGIN,
  BASIS_REVENUE,
  BASIS_TERMS,
  BASIS_UNKNOWN,
  BASIS_WRITE_OFF,
  type ValueAtRisk,
} from './value-at-risk.ts';
import { WORDS } from './words.ts';

export function hurtText(detection: Detection, entries: readonly number[]): string {
  if (entries.length === 0) return WORDS.nobodyLate();
  const impact = impactOf(detection, entries);
  const who = whoText(detection.network, impact);
  return WORDS.hurt({ who, money: valueText(detection.network, impact.value) });
}

function whoText(network: Network, impact: Impact): string {
  const { orderCount, callOffCount, customers, hasForecast } = impact;
  if (orderCount + callOffCount === 0) return WORDS.forecastOnly();
  const orders = countedText(orderCount, 'order', 'orders');
  const callOffs = countedText(callOffCount, 'call-off', 'call-offs');
  const what =
    callOffCount === 0
      ? orders
      : orderCount === 0
        ? callOffs
        : WORDS.bothKinds({ orders, callOffs });
  const who = customersText(network, customers);
  const ofWhom = who === '' ? what : WORDS.ordersOf({ orders: what, customers: who });
  return hasForecast ? WORDS.withForecast({ orders: ofWhom }) : ofWhom;
}

function customersText(network: Network, customers: readonly number[]): string {
  if (customers.length === 0) return '';
  if (customers.length === 1) return partyName(network.customers, customers[0]);
  return countedText(customers.length, 'customer', 'customers');
}

/** Money with what it was worked out from. */
export function valueText(network: Network, value: ValueAtRisk): string {
  if (Number.isNaN(value.amount)) return WORDS.unknownValue();
  const money = basisText(moneyText(network, value.amount), value.basis & ~BASIS_UNKNOWN);
  if (value.unknownCount === 0) return money;
  const lines = countedText(value.unknownCount, 'line', 'lines');
  return WORDS.partlyUnknown({ money, lines });
}

function basisText(money: string, basis: number): string {
  if (basis & BASIS_TERMS) return WORDS.terms({ money });
  switch (basis) {
    case BASIS_MARGIN:
      return WORDS.margin({ money });
    case BASIS_REVENUE:
      return WORDS.revenue({ money });
    case BASIS_COST:
      return WORDS.cost({ money });
    case BASIS_HOLDING:
      return WORDS.holding({ money });
    case BASIS_WRITE_OFF:
      return WORDS.writeOff({ money });
    default:
      return WORDS.mixed({ money });
  }
}
