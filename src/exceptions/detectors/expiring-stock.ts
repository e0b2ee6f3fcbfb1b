// Batches of which something is left when they expire; it costs its write-off. What has expired
// already is no stock, and the data's fault.

import type { Network } from '../../model/network.ts';
import { PEG_EXPIRED, PEG_STOCK } from '../../planning/pegging.ts';
import { causeAt } from '../causes.ts';
import type { Detection } from '../detection.ts';
import { type Detector, planException } from '../detector.ts';
import { writeOff } from '../holding-cost.ts';
import type { PlanException } from '../plan-exception.ts';

export const expiringStock: Detector = { code: 'expiring_stock', detect };

function detect(detection: Detection): PlanException[] {
  const { network, reader, causes } = detection;
  const { asOf, nodes, stock } = network;
  const found: PlanException[] = [];
  for (let node = 0; node < nodes.count; node++) {
    if (!hasExpiringLot(network, node)) continue;
    const unused = new Map<number, number>(); // lot -> what expires of it
    const pegs = reader.pegsOf(node);
    for (let i = 0; i < pegs.count; i++) {
      if (pegs.demandKind[i] !== PEG_EXPIRED || pegs.supplyKind[i] !== PEG_STOCK) continue;
      const lot = pegs.supplyIndex[i];
      unused.set(lot, (unused.get(lot) ?? 0) + pegs.quantity[i]);
    }
    for (const [lot, quantity] of unused) {
      const expiryDay = stock.expiryDay[lot];
      found.push(
        planException({
          code: 'expiring_stock',
          subject: 'lot',
          index: lot,
          node,
          firstDate: asOf + expiryDay,
          lastDate: asOf + expiryDay,
          quantity,
          value: writeOff(network, node, quantity),
          severity: 'low',
          cause: causeAt(causes, 'expiry', lot, node, expiryDay),
        }),
      );
    }
  }
  return found;
}

function hasExpiringLot({ stock, dayCount }: Network, node: number): boolean {
  for (let lot = stock.nodeStart[node]; lot < stock.nodeStart[node + 1]; lot++) {
    if (stock.expiryDay[lot] < dayCount) return true;
  }
  return false;
}
