// Lines and cells of both plants, their hours, and how long each part keeps them busy. Times are
// set so that the load is what a well-run plant shows: full, but never over, save winding line 2
// in week 12, when maintenance takes half of two days.

import { isWorkingDay } from '../../../src/units/working-calendar.ts';
import { calendarNamed } from './calendars.ts';
import { AS_OF, HORIZON_DAYS } from './company.ts';
import type { NodePlan } from './requirements.ts';
import { sourceIdOf } from './sourcing.ts';

interface Resource {
  resourceId: string;
  locationId: 'P1' | 'P2';
  name: string;
  hoursPerDay: number;
  /** Share of the hours on the busiest day of the first six weeks; winding line 2 has its own. */
  peakShare: number;
  categories: readonly string[]; // of items that pass through
  itemIds: readonly string[] | null; // narrows the categories
}

const RESOURCES: readonly Resource[] = [
  resource('P1-DC1', 'P1', 'Die casting cell 1', 0.9, ['die castings']),
  resource('P1-ML3', 'P1', 'Machining line 3', 0.97, ['machined housings']),
  resource('P1-ASA', 'P1', 'Assembly A', 0.94, [
    'brake units',
    'coolant pumps',
    'valves',
    'actuators',
  ]),
  resource('P1-GB1', 'P1', 'Gear bench', 0.88, ['gear units']),
  resource(
    'P2-WL1',
    'P2',
    'Winding line 1',
    0.88,
    ['stators'],
    ['ST-110', 'ST-112', 'ST-135', 'ST-140', 'ST-150'],
  ),
  resource('P2-WL2', 'P2', 'Winding line 2', 0.9, ['stators'], ['ST-118', 'ST-124', 'ST-130']),
  resource('P2-MB', 'P2', 'Magnet bonding', 0.94, ['rotors']),
  resource('P2-MA', 'P2', 'Motor assembly', 0.95, ['motors']),
  resource('P2-AL1', 'P2', 'Actuator line 1', 0.95, ['actuators']),
  resource('P2-SW', 'P2', 'Seat and window line', 0.93, ['seat drives', 'window drives']),
  resource('P2-EOL', 'P2', 'End of line test', 0.9, ['actuators', 'seat drives', 'window drives']),
];

function resource(
  resourceId: string,
  locationId: 'P1' | 'P2',
  name: string,
  peakShare: number,
  categories: readonly string[],
  itemIds: readonly string[] | null = null,
): Resource {
  return { resourceId, locationId, name, hoursPerDay: 16, peakShare, categories, itemIds };
}

/** Bigger things take longer: relative hours of one piece. */
function weightOf(plan: NodePlan): number {
  const { product, madePart } = plan.node;
  return 0.6 + (product?.makingCost ?? madePart?.makingCost ?? 1) / 4;
}

function passesThrough(plan: NodePlan, resource: Resource): boolean {
  const { node } = plan;
  if (node.supply !== 'make' || node.locationId !== resource.locationId) return false;
  const category = node.product?.category ?? node.madePart!.category;
  if (!resource.categories.includes(category)) return false;
  return resource.itemIds === null || resource.itemIds.includes(node.itemId);
}

/** Weighted pieces started by day. */
function loadByDay(plans: readonly NodePlan[]): Float64Array {
  const load = new Float64Array(HORIZON_DAYS);
  for (const plan of plans) {
    for (const { start, quantity } of plan.orders) {
      if (start >= 0 && start < HORIZON_DAYS) load[start]! += quantity * weightOf(plan);
    }
  }
  return load;
}

export function resourceRows(): (string | number)[][] {
  return RESOURCES.map((resource) => [
    resource.resourceId,
    resource.locationId,
    resource.name,
    'DE',
    resource.hoursPerDay,
    'true',
    8,
    90,
  ]);
}

/** Maintenance of winding line 2: eight hours on Wednesday and Thursday of week 12. */
export const CAPACITY_ROWS: readonly (string | number)[][] = [
  ['P2-WL2', '2027-03-24', '2027-03-25', 8],
];

/** Hours of one piece on each resource; the alternate winding line takes a little longer. */
export function routingRows(plans: Map<string, NodePlan>): (string | number)[][] {
  const rows: (string | number)[][] = [];
  for (const resource of RESOURCES) {
    const through = [...plans.values()].filter((plan) => passesThrough(plan, resource));
    const load = loadByDay(through);
    let peak = 0;
    const calendar = calendarNamed('DE');
    for (let day = 0; day < HORIZON_DAYS; day++) {
      if (isWorkingDay(calendar, AS_OF + day)) peak = Math.max(peak, load[day]!);
    }
    const hoursPerWeight = (resource.hoursPerDay * resource.peakShare) / peak;
    for (const plan of through) {
      const isSecond = resource.resourceId === 'P2-EOL';
      rows.push([
        sourceIdOf(plan.node, ''),
        isSecond ? 20 : 10,
        resource.resourceId,
        '',
        Math.round(hoursPerWeight * weightOf(plan) * 1e5) / 1e5,
        '',
        resource.resourceId === 'P2-WL2' ? 'P2-WL1' : '',
      ]);
    }
  }
  return rows;
}
