// How each item-location is supplied: one source row a supplier, plant or sending location, with
// lead time, lots, cost, priority; and the suppliers' terms, prices and capacity.

import { formatDay } from '../../../src/units/day.ts';
import { AS_OF } from './company.ts';
import type { SupplyNode } from './network.ts';
import { currencyOf, euroRateOf, SUPPLIERS, type Supplier, supplierNamed } from './suppliers.ts';

export interface Source {
  sourceId: string;
  itemId: string;
  locationId: string;
  kind: 'buy' | 'make' | 'transfer';
  supplierId: string;
  fromLocationId: string;
  leadTimeDays: number;
  leadTimeBasis: 'working' | 'calendar';
  transitDays: number;
  minLot: number;
  lotMultiple: number;
  unitCost: number;
  priority: number;
  quotaPercent: number; // 0: none
  calendarId: string;
}

/** Second and third suppliers ask this much more, in percent. */
const ALTERNATE_SURCHARGE = [0, 7, 12];
/** Brenta's magnet rings: 0.92 EUR dearer than Lianhe's. */
const BRENTA_MAGNET_RING = 6.04;
/** Screws bought 60 to 40 from two suppliers. */
const SPLIT_ITEMS: Record<string, readonly number[]> = { 'SC-0408': [60, 40], 'SC-0306': [70, 30] };

export function sourceIdOf(node: SupplyNode, supplierId: string): string {
  if (node.supply === 'make') return `M-${node.itemId}-${node.locationId}`;
  if (node.supply === 'transfer')
    return `T-${node.itemId}-${node.fromLocationId}-${node.locationId}`;
  return `B-${node.itemId}-${node.locationId}-${supplierId}`;
}

function purchaseCost(node: SupplyNode, supplierId: string, rank: number): number {
  if (node.itemId === 'MG-2207' && supplierId === 'BRENTA') return BRENTA_MAGNET_RING;
  const cost = node.purchasedPart!.unitCost * (1 + ALTERNATE_SURCHARGE[rank]! / 100);
  return Math.round(cost * 1000) / 1000;
}

function buySources(node: SupplyNode): Source[] {
  return node.purchasedPart!.supplierIds.map((supplierId, rank) => {
    const supplier = supplierNamed(supplierId);
    return {
      sourceId: sourceIdOf(node, supplierId),
      itemId: node.itemId,
      locationId: node.locationId,
      kind: 'buy',
      supplierId,
      fromLocationId: '',
      leadTimeDays: supplier.leadTimeDays,
      leadTimeBasis: supplier.leadTimeBasis,
      transitDays: supplier.transitDays,
      minLot: node.minLot,
      lotMultiple: node.lotMultiple,
      unitCost: purchaseCost(node, supplierId, rank),
      priority: rank + 1,
      quotaPercent: SPLIT_ITEMS[node.itemId]?.[rank] ?? 0,
      calendarId: supplier.country,
    };
  });
}

function insideSource(node: SupplyNode, costs: Map<string, number>): Source {
  const isMake = node.supply === 'make';
  return {
    sourceId: sourceIdOf(node, ''),
    itemId: node.itemId,
    locationId: node.locationId,
    kind: isMake ? 'make' : 'transfer',
    supplierId: '',
    fromLocationId: node.fromLocationId ?? '',
    leadTimeDays: node.leadTimeDays,
    leadTimeBasis: 'working',
    transitDays: 0,
    minLot: node.minLot,
    lotMultiple: node.lotMultiple,
    unitCost: isMake ? costs.get(node.itemId)! : 0,
    priority: 1,
    quotaPercent: 0,
    calendarId: 'DE',
  };
}

/** Plant 1 can lend magnet rings to plant 2: an answer, not the plan (third priority). */
const BETWEEN_PLANTS: Source = {
  sourceId: 'T-MG-2207-P1-P2',
  itemId: 'MG-2207',
  locationId: 'P2',
  kind: 'transfer',
  supplierId: '',
  fromLocationId: 'P1',
  leadTimeDays: 2,
  leadTimeBasis: 'working',
  transitDays: 0,
  minLot: 0,
  lotMultiple: 10,
  unitCost: 0.73,
  priority: 3,
  quotaPercent: 0,
  calendarId: 'DE',
};

export function sourcesOf(node: SupplyNode, costs: Map<string, number>): Source[] {
  if (node.supply === 'none') return buySources(node);
  if (node.supply !== 'buy') return [insideSource(node, costs)];
  const sources = buySources(node);
  if (node.key === 'MG-2207@P2') sources.push(BETWEEN_PLANTS);
  return sources;
}

/** By air instead of by sea or truck: Lianhe's ring for 3.40 EUR more, in 14 days. */
function expediteOf(source: Source): (string | number)[] {
  if (source.supplierId === 'LIANHE') return [14, Math.round((source.unitCost + 3.4) * 100) / 100];
  if (source.supplierId === 'KESSLER') return [5, Math.round((source.unitCost + 1.75) * 100) / 100];
  return ['', ''];
}

export function sourcingRows(sources: readonly Source[]): (string | number)[][] {
  return sources.map((source) => {
    // Sauer delivers its second-choice shafts to a schedule with zones.
    const hasZones = source.supplierId === 'SAUER' && source.priority === 2;
    return [
      source.sourceId,
      source.itemId,
      source.locationId,
      source.kind,
      source.supplierId,
      source.fromLocationId,
      source.leadTimeDays,
      source.leadTimeBasis,
      source.transitDays === 0 ? '' : source.transitDays,
      source.minLot === 0 ? '' : source.minLot,
      source.lotMultiple === 1 ? '' : source.lotMultiple,
      source.unitCost === 0 ? '' : source.unitCost,
      source.priority,
      source.quotaPercent === 0 ? '' : source.quotaPercent,
      source.quotaPercent === 0 ? '' : '2027-01-01',
      source.calendarId,
      ...expediteOf(source),
      hasZones ? 10 : '',
      hasZones ? 30 : '',
      hasZones ? 20 : '',
      hasZones ? 10 : '',
      source.supplierId === 'SHENRUI' ? 'false' : '',
    ];
  });
}

/** Prices in the supplier's currency: a list price from January, a rebate for five packs. */
export function priceRows(sources: readonly Source[]): (string | number)[][] {
  const rows: (string | number)[][] = [];
  for (const source of sources) {
    if (source.kind !== 'buy') continue;
    const currency = currencyOf(supplierNamed(source.supplierId));
    const isCheap = source.unitCost < 0.1;
    const priceUnit = isCheap ? 1000 : 1;
    const price = (source.unitCost / euroRateOf(currency)) * priceUnit;
    const list = (from: string, quantity: number, factor: number) => [
      source.sourceId,
      from,
      quantity,
      Math.round(price * factor * 1000) / 1000,
      currency,
      isCheap ? priceUnit : '',
    ];
    rows.push(list('2026-01-01', 0, 0.978));
    rows.push(list('2027-01-01', 0, 1));
    if (source.priority === 1 && source.itemId !== 'MG-2207') {
      rows.push(list('2027-01-01', source.lotMultiple * 20, 0.985));
    }
  }
  return rows;
}

export function supplierTermRows(): (string | number)[][] {
  return SUPPLIERS.map((supplier: Supplier) => {
    const far = supplier.transitDays > 7;
    return [
      supplier.supplierId,
      supplier.cycleDays === 5 ? 500 : 1000,
      '',
      far ? '1000100' : '1111100',
      far ? 'FCA' : supplier.country === 'DE' ? 'DAP' : 'DDP',
      `RV-${supplier.supplierId}`,
      '',
      supplier.supplierId === 'OHM' || supplier.supplierId === 'FASTEX' ? 2 : '',
    ];
  });
}

// supplier | item | pieces a week that it committed to
const COMMITMENTS: readonly [string, string, number, number][] = [
  ['LIANHE', 'MG-2207', 4650, 5600],
  ['BRENTA', 'MG-2207', 900, 900],
  ['KESSLER', 'HB-0415', 3600, 2000],
  ['MICROSENS', 'SE-3302', 2600, 2600],
];

/** Weekly commitments over the horizon; from the sixth week on Lianhe has a second press. */
export function supplierCapacityRows(): (string | number)[][] {
  const rows: (string | number)[][] = [];
  for (const [supplierId, itemId, first, later] of COMMITMENTS) {
    for (let week = 0; week < 18; week++) {
      const monday = AS_OF - 1 + 7 * week;
      rows.push([
        supplierId,
        itemId,
        formatDay(monday),
        formatDay(monday + 6),
        week < 6 ? first : later,
      ]);
    }
  }
  return rows;
}
