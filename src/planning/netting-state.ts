// What one pass of netting works with: the network's look-ups, the plan as it grows, and scratch.

import type { WholeNumbers } from '../base/whole-numbers.ts';
import type { Network } from '../model/network.ts';
import type { Explosion } from './explosion.ts';
import type { LeadTimes } from './lead-time.ts';
import type { Claims, PlannedOrders } from './plan.ts';
import type { ReceiptDays } from './receipt-day.ts';
import type { SourceChoice } from './source-choice.ts';
import type { StockUsage } from './stock-usage.ts';

/** Everything one pass over the network needs, allocated once; the arrays by day are scratch. */
export interface Netting {
  network: Network;
  leadTimes: LeadTimes;
  receiptDays: ReceiptDays;
  choice: SourceChoice;
  planned: PlannedOrders;
  claims: Claims;
  firstClaim: number; // of the node at hand: its claims are this one to the last
  balance: WholeNumbers; // [node * dayCount + day]
  firstShortDay: Int32Array; // by node
  explosion: Explosion;
  plainSource: Int32Array; // by node: the source of every order when lots are as needed, else -1
  usage: StockUsage;
  gross: Float64Array; // by day: requirements of the node at hand; all zero between nodes
  receipts: Float64Array; // by day: what it receives; all zero between nodes
  unclaimed: Float64Array; // by supply line of the node at hand: what is not claimed yet
  overdoneNodes: Set<number>; // nodes whose lots were too many for one need
}
