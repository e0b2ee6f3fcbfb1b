// A live planner over companies written down as rows, and the whole plan as text: for tests that
// hold a plan after many changes against the same facts planned from scratch.

import { EXTRA_LISTS } from '../../contract/plan-document.ts';
import type { LivingException } from '../../exceptions/life-cycle/living-exception.ts';
import { DEFAULT_RULES, type RuleSet } from '../../exceptions/rules/rule-set.ts';
import {
  type FixtureRows,
  type FixtureSettings,
  facts,
  settings,
} from '../../model/fact-fixture.ts';
import type { PlannedFolder } from '../commands/plan-folder.ts';
import { planned } from '../planned-fixture.ts';
import { planDocument } from '../queries/plan-document.ts';
import { LivePlanner } from './live-planner.ts';
import type { PlanChange } from './plan-change.ts';

export const MINUTE = 60_000;

export interface LiveCompany {
  planner: LivePlanner;
  position: number;
  /** Plans these rows at the next position. */
  plan(rows: FixtureRows, given?: FixtureSettings): PlanChange;
}

export function liveCompany(
  living: Iterable<LivingException> = [],
  rules: RuleSet = DEFAULT_RULES,
): LiveCompany {
  let milliseconds = 0;
  const planner = new LivePlanner({ rules, living, asOf: null, measure: () => milliseconds++ });
  const company: LiveCompany = {
    planner,
    position: 0,
    plan(rows, given = {}) {
      const position = ++company.position;
      const now = position * MINUTE;
      return planner.plan({ position, now, facts: facts(rows), settings: settings(given) });
    },
  };
  return company;
}

/** Every list of the plan, as text. */
export function planText(folder: PlannedFolder): string {
  const document = planDocument(folder, new Set(EXTRA_LISTS));
  return Object.entries(document)
    .map(([name, value]) => {
      const isList = typeof value === 'object' && value !== null;
      const lines = isList ? [...(value as Iterable<unknown>)] : [value];
      return [name, ...lines.map((line) => JSON.stringify(line))].join('\n');
    })
    .join('\n');
}

/** The same of rows that nobody planned before. */
export function planTextFromScratch(rows: FixtureRows, given: FixtureSettings = {}): string {
  return planText(planned(rows, given));
}

const HUB = { item_id: 'HUB', location_id: 'P2' };

/** A plant that buys hubs: an order that Kessler's delivery comes too late for. */
export function hubPlant(ordered = 100, comes = '2027-03-20', more: FixtureRows = {}): FixtureRows {
  return {
    locations: [{ location_id: 'P2', name: 'Plant 2' }],
    suppliers: [{ supplier_id: 'KES', name: 'Kessler' }],
    customers: [{ customer_id: 'N', name: 'Nordwagen' }],
    items: [{ item_id: 'HUB', description: 'Hub', unit_cost: 5, unit_price: 15 }],
    item_locations: [{ ...HUB, planner: 'ana', buyer: 'ben', safety_stock: 10 }],
    sourcing: [{ source_id: 'S1', kind: 'buy', supplier_id: 'KES', lead_time_days: 40, ...HUB }],
    inventory: [{ ...HUB, quantity: 20 }],
    sales_orders: [
      {
        order_id: 'SO1',
        line: '10',
        customer_id: 'N',
        ...HUB,
        quantity: ordered,
        requested_date: '2027-03-10',
      },
    ],
    purchase_orders: [
      {
        order_id: 'PO1',
        line: '10',
        supplier_id: 'KES',
        ...HUB,
        quantity: 500,
        requested_date: '2027-03-08',
        confirmed_date: comes,
      },
    ],
    ...more,
  };
}
