// The few items that Hannover orders by reorder point or between a minimum and a maximum: at the
// end of a day whose position is at or below the point, a transfer is asked for.

import { type WorkingCalendar, workingDaysAfter } from '../../../src/units/working-calendar.ts';
import { AS_OF, cleanNumber, MODEL_DAYS, roundUpTo } from './company.ts';
import type { NodePlan } from './requirements.ts';

export interface ReorderRule {
  method: 'reorder_point' | 'min_max';
  reorderPoint: number;
  lotSize: number; // of reorder_point; 0: none
  maxStock: number; // of min_max; 0: none
  stock: number;
}

const RULES: Record<string, ReorderRule> = {
  'SD-430@HAJ': { method: 'reorder_point', reorderPoint: 12, lotSize: 20, maxStock: 0, stock: 22 },
  'WD-610@HAJ': { method: 'reorder_point', reorderPoint: 25, lotSize: 40, maxStock: 0, stock: 48 },
  'WD-640@HAJ': { method: 'reorder_point', reorderPoint: 14, lotSize: 20, maxStock: 0, stock: 27 },
  'AC-314@HAJ': { method: 'min_max', reorderPoint: 12, lotSize: 0, maxStock: 30, stock: 21 },
  'AC-332@HAJ': { method: 'min_max', reorderPoint: 9, lotSize: 0, maxStock: 24, stock: 18 },
};

export function reorderRuleOf(key: string): ReorderRule | undefined {
  return RULES[key];
}

function quantityOf(rule: ReorderRule, position: number, multiple: number): number {
  if (rule.method === 'reorder_point') {
    return roundUpTo(Math.max(rule.reorderPoint - position, rule.lotSize, multiple), multiple);
  }
  const wanted = rule.maxStock - position;
  const roundedDown = Math.floor(wanted / multiple) * multiple;
  return roundedDown > 0 ? roundedDown : roundUpTo(wanted, multiple);
}

export function planByReorderPoint(plan: NodePlan, calendar: WorkingCalendar): void {
  const { node, grossRequirements } = plan;
  const rule = RULES[node.key]!;
  plan.stock = rule.stock;
  let balance = rule.stock;
  for (let day = 0; day < MODEL_DAYS; day++) {
    for (const order of plan.orders) if (order.receipt === day) balance += order.quantity;
    balance = cleanNumber(balance - grossRequirements[day]!);
    let position = balance;
    for (const order of plan.orders) if (order.receipt > day) position += order.quantity;
    if (position > rule.reorderPoint) continue;
    const receipt = workingDaysAfter(calendar, AS_OF + day, node.leadTimeDays) - AS_OF;
    const quantity = quantityOf(rule, position, node.lotMultiple);
    plan.orders.push({ start: day, receipt, quantity, isOpen: false });
  }
}
