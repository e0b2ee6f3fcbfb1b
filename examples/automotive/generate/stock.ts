// Stock on the morning of the plan: by status, owner and batch; and the bookings of the last days,
// of which only those after a location's own stock list count on top of it.

import { formatDay } from '../../../src/units/day.ts';
import { isWorkingDay } from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, cleanNumber, LOCATIONS, locationNamed, streamOf } from './company.ts';
import { isPhantom } from './network.ts';
import { SHELF_LIFE_DAYS } from './purchased-parts.ts';
import type { NodePlan } from './requirements.ts';

type Row = (string | number)[];

/** Share of the stock that is still being inspected; usable tomorrow. */
const IN_INSPECTION: Record<string, number> = {
  'EC-7010@P1': 0.3,
  'HB-0310@P2': 0.25,
  'SE-3306@P2': 0.3,
};
const BLOCKED: Record<string, number> = { 'HB-0420@P1': 120, 'SP-0320@P2': 400, 'BR-1104@P2': 750 };
const CONSIGNED: Record<string, string> = {
  'PK-0001@P2': 'MEHRWEG',
  'PK-0002@P2': 'MEHRWEG',
  'SC-0512@P1': 'BERGAMO',
};
const IN_TRANSIT: Record<string, number> = { 'MG-2207@P2': 5580 };

/** Magnet adhesive of an old batch goes off next week, part of it unused. */
export const EXPIRING = { key: 'KL-0210@P2', lastDay: 6, unused: 54 };

export const INSPECTION_DAYS = 1;

function stockRow(
  plan: NodePlan,
  quantity: number,
  special: Partial<{
    status: string;
    kind: string;
    owner: string;
    batch: string;
    postedAt: string;
    expiry: string;
  }> = {},
): Row {
  const { itemId, locationId } = plan.node;
  return [
    itemId,
    locationId,
    '',
    special.status ?? 'available',
    special.kind ?? 'own',
    special.owner ?? '',
    special.batch ?? '',
    cleanNumber(quantity),
    special.postedAt ?? '',
    special.expiry ?? '',
    locationNamed(locationId).stockListedAt,
  ];
}

/** Two batches, the older used first; one of them is not used up in time. */
function batchRows(plan: NodePlan, quantity: number): Row[] {
  const life = SHELF_LIFE_DAYS[plan.node.itemId]!;
  const batchOf = (age: number) => ({
    batch: `B${formatDay(AS_OF - age)
      .slice(2)
      .replaceAll('-', '')}`,
    expiry: formatDay(AS_OF - age + life),
  });
  if (plan.node.key === EXPIRING.key) {
    let used = 0;
    for (let day = 0; day < EXPIRING.lastDay; day++) used += plan.grossRequirements[day]!;
    const old = batchOf(life - EXPIRING.lastDay);
    return [
      stockRow(plan, used + EXPIRING.unused, old),
      stockRow(plan, quantity - used, batchOf(40)),
    ];
  }
  const older = Math.round(quantity * 0.4);
  return [stockRow(plan, older, batchOf(60)), stockRow(plan, quantity - older, batchOf(20))];
}

function rowsOf(plan: NodePlan, issuedSince: number): Row[] {
  const { key, itemId } = plan.node;
  const quantity = plan.stock + issuedSince;
  const rows: Row[] = [];
  const inspected = Math.round(quantity * (IN_INSPECTION[key] ?? 0));
  if (SHELF_LIFE_DAYS[itemId] !== undefined) rows.push(...batchRows(plan, quantity));
  else if (CONSIGNED[key] !== undefined) {
    rows.push(stockRow(plan, quantity, { kind: 'supplier_consignment', owner: CONSIGNED[key]! }));
  } else rows.push(stockRow(plan, quantity - inspected));
  if (inspected > 0) {
    const postedAt = `${formatDay(AS_OF)}T07:20:00+01:00`;
    rows.push(stockRow(plan, inspected, { status: 'inspection', postedAt }));
  }
  if (BLOCKED[key] !== undefined) rows.push(stockRow(plan, BLOCKED[key]!, { status: 'blocked' }));
  if (IN_TRANSIT[key] !== undefined) {
    rows.push(stockRow(plan, IN_TRANSIT[key]!, { status: 'in_transit' }));
  }
  return rows;
}

interface Bookings {
  rows: Row[];
  issuedSinceList: Map<string, number>; // by item@location
}

/** Bookings of the last week at the warehouses, and Leipzig's since its list of yesterday. */
function bookings(seed: number, plans: readonly NodePlan[]): Bookings {
  const random = streamOf(seed, 'bookings');
  const rows: Row[] = [];
  const issuedSinceList = new Map<string, number>();
  let number = 900001;
  for (let day = AS_OF - 6; day <= AS_OF; day++) {
    if (!isWorkingDay(calendarNamed('DE'), day)) continue;
    for (const { locationId, kind, stockListedAt } of LOCATIONS) {
      if (kind !== 'warehouse') continue;
      for (const plan of plans) {
        if (plan.node.locationId !== locationId || random.next() > 0.12) continue;
        const hour = day === AS_OF ? '08:05' : `1${random.integer(0, 6)}:20`;
        const at = `${formatDay(day)}T${hour}:00+01:00`;
        const quantity = random.integer(1, 4);
        if (day === AS_OF && locationId !== 'LEJ') continue;
        const { key, itemId } = plan.node;
        if (at > stockListedAt) {
          issuedSinceList.set(key, (issuedSinceList.get(key) ?? 0) + quantity);
        }
        rows.push([`MV-${number++}`, 'issue', itemId, locationId, 'available', quantity, at]);
      }
    }
  }
  return { rows, issuedSinceList };
}

export function stockRows(
  seed: number,
  plans: Map<string, NodePlan>,
): { inventoryRows: Row[]; movementRows: Row[] } {
  const stocked = [...plans.values()].filter((plan) => !isPhantom(plan.node.itemId));
  const booked = bookings(seed, stocked);
  const inventoryRows = stocked.flatMap((plan) =>
    rowsOf(plan, booked.issuedSinceList.get(plan.node.key) ?? 0),
  );
  return { inventoryRows, movementRows: booked.rows };
}
