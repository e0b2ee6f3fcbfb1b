// What late demand costs (handbook 7): late quantity x max(0, price - cost); where the customer's
// terms speak of money, that margin x p_lost(days late) + late cost + line stop a started day.
// A line that stands still for several late orders at once is paid for once.

import type { Facts } from '../model/facts.ts';
import type { Network } from '../model/network.ts';
import { type CustomerTerms, NO_TERMS, shipToOfLine, termsOfLine } from './customer-terms.ts';
import type { LateDemand } from './late-demand.ts';

/** Money of an exception or a case, with what it was worked out from. */
export interface ValueAtRisk {
  amount: number; // network currency; NaN = not known
  basis: number; // BASIS_* bits
  unknownCount: number; // demand lines left out for want of a price and a cost
}

export const BASIS_MARGIN = 1;
export const BASIS_REVENUE = 2; // a price without a cost
export const BASIS_COST = 4; // a cost without a price
export const BASIS_TERMS = 8;
export const BASIS_UNKNOWN = 16;
export const BASIS_HOLDING = 32;
export const BASIS_WRITE_OFF = 64;

export const NOTHING_AT_RISK: ValueAtRisk = { amount: 0, basis: 0, unknownCount: 0 };

/** Fills amount, basis and terms of the late demand; line stops are added by `moneyAtRisk`. */
export function valueLateDemand(
  late: LateDemand,
  facts: Facts,
  network: Network,
  terms: CustomerTerms,
): void {
  const { demand, items } = network;
  for (let entry = 0; entry < late.count; entry++) {
    const line = late.line[entry];
    const item = network.nodes.item[late.node[entry]];
    const quantity = late.quantity[entry] / 10 ** items.decimals[item];
    const linePrice = demand.unitPrice[line];
    const price = Number.isNaN(linePrice) ? items.unitPrice[item] : linePrice;
    const { worth, basis } = unitWorth(price, items.unitCost[item]);
    const row = termsOfLine(terms, facts, network, line, item);
    late.terms[entry] = row;
    if (row === NO_TERMS) {
      late.amount[entry] = quantity * worth;
      late.basis[entry] = basis;
      continue;
    }
    const days = late.daysLate[entry];
    const lost = late.isShort[entry] ? 1 : Math.min(1, terms.lostPerDay[row] * days);
    const lostMargin = lost === 0 ? 0 : quantity * worth * lost;
    late.amount[entry] = lostMargin + quantity * days * terms.lateCostPerUnitDay[row];
    late.basis[entry] = BASIS_TERMS | (lost === 0 ? 0 : basis);
  }
}

/** What a base unit that is not delivered costs us. */
function unitWorth(price: number, cost: number): { worth: number; basis: number } {
  if (Number.isNaN(price)) {
    return Number.isNaN(cost)
      ? { worth: Number.NaN, basis: BASIS_UNKNOWN }
      : { worth: cost, basis: BASIS_COST };
  }
  if (Number.isNaN(cost)) return { worth: price, basis: BASIS_REVENUE };
  return { worth: Math.max(0, price - cost), basis: BASIS_MARGIN };
}

/** Of some late demand together; each entry is named at most once. */
export function moneyAtRisk(
  entries: readonly number[],
  late: LateDemand,
  facts: Facts,
  network: Network,
  terms: CustomerTerms,
): ValueAtRisk {
  if (entries.length === 0) return NOTHING_AT_RISK;
  let amount = 0;
  let basis = 0;
  let unknownCount = 0;
  let stops: Map<string, LateSpan[]> | undefined; // few demand stops a line: most need none
  for (const entry of entries) {
    basis |= late.basis[entry];
    if (Number.isNaN(late.amount[entry])) unknownCount++;
    else amount += late.amount[entry];
    const row = late.terms[entry];
    if (row === NO_TERMS || terms.lineStopCostPerDay[row] === 0) continue;
    const line = late.line[entry];
    const key = `${row}/${shipToOfLine(facts, network, line)}`;
    const from = network.demand.dueDate[line];
    const span = { from, to: from + late.daysLate[entry], cost: terms.lineStopCostPerDay[row] };
    stops ??= new Map();
    const spans = stops.get(key);
    if (spans) spans.push(span);
    else stops.set(key, [span]);
  }
  if (stops) for (const spans of stops.values()) amount += spans[0].cost * daysCovered(spans);
  const isUnknown = unknownCount === entries.length && !stops;
  return { amount: isUnknown ? Number.NaN : amount, basis, unknownCount };
}

interface LateSpan {
  from: number; // date due
  to: number; // date delivered
  cost: number; // a day
}

/** Days that at least one of the spans covers. */
function daysCovered(spans: LateSpan[]): number {
  spans.sort((a, b) => a.from - b.from || a.to - b.to);
  let days = 0;
  let coveredTo = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans) {
    days += Math.max(0, to - Math.max(from, coveredTo));
    coveredTo = Math.max(coveredTo, to);
  }
  return days;
}

/** Of costs that do not overlap. */
export function sumOfValues(values: readonly ValueAtRisk[]): ValueAtRisk {
  const known = values.filter((value) => !Number.isNaN(value.amount));
  const amount = known.reduce((sum, value) => sum + value.amount, 0);
  return {
    amount: values.length > 0 && known.length === 0 ? Number.NaN : amount,
    basis: values.reduce((basis, value) => basis | value.basis, 0),
    unknownCount: values.reduce((sum, value) => sum + value.unknownCount, 0),
  };
}

/** To cents, null when not known. */
export function toCents(amount: number): number | null {
  return Number.isFinite(amount) ? Math.round(amount * 100) / 100 : null;
}
