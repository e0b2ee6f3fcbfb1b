// What stock that nobody needs costs (handbook 7): holding = quantity x unit cost x rate a year x
// days / 365, or its write-off; never the stock's whole value.

import type { Network } from '../model/network.ts';
import type { Detection } from './detection.ts';
import {
  BASIS_HOLDING,
  BASIS_UNKNOWN,
  BASIS_WRITE_OFF,
  type ValueAtRisk,
} from './value-at-risk.ts';

const DAYS_A_YEAR = 365;

/** Of smallest units times days, at the item-location's own rate or else the parameter's. */
export function holdingCost(
  { network, holdingRates }: Detection,
  node: number,
  unitDays: number,
): ValueAtRisk {
  const row = network.nodes.factRow[node];
  const own = row < 0 ? Number.NaN : holdingRates[row];
  const rate = Number.isNaN(own) ? network.parameters.holding_cost_rate : own;
  return costOf((worth(network, node, unitDays) * rate) / DAYS_A_YEAR, BASIS_HOLDING);
}

/** Of smallest units that are lost. */
export function writeOff(network: Network, node: number, quantity: number): ValueAtRisk {
  return costOf(worth(network, node, quantity), BASIS_WRITE_OFF);
}

/** Smallest units at unit cost; NaN = the cost is not known. */
export function worth(network: Network, node: number, quantity: number): number {
  const item = network.nodes.item[node];
  return (quantity / 10 ** network.items.decimals[item]) * network.items.unitCost[item];
}

function costOf(amount: number, basis: number): ValueAtRisk {
  return Number.isNaN(amount)
    ? { amount, basis: BASIS_UNKNOWN, unknownCount: 1 }
    : { amount, basis, unknownCount: 0 };
}
