// What is asked of the plan that stands: one item-location, the pegging of an order, the whole
// document, and what rules would do; each with the position that it rests on.

import type { ItemLocationView, PeggingView } from '../../contract/item-location.ts';
import type { ExtraList, PlanDocument } from '../../contract/plan-document.ts';
import type { RulesPreviewView } from '../../contract/rule-set.ts';
import type { RulesPreview } from '../../exceptions/rules/preview-rules.ts';
import { itemLocationView } from '../queries/item-location-view.ts';
import { peggingView } from '../queries/pegging-walk.ts';
import { planDocument } from '../queries/plan-document.ts';
import { type PlanSnapshot, plannedOrderNamesOf } from './plan-snapshot.ts';

/** Null: there is no such item-location in the plan. */
export function itemLocationOf(
  snapshot: PlanSnapshot,
  itemId: string,
  locationId: string,
): ItemLocationView | null {
  const { intake, plan, position } = snapshot;
  const names = plannedOrderNamesOf(snapshot);
  return itemLocationView({ facts: intake.facts, plan, names, position, itemId, locationId });
}

export const PEG_DEPTH_MAX = 50;

/** Null: there is no supply or demand of that kind and id. */
export function peggingOf(
  snapshot: PlanSnapshot,
  kind: string,
  id: string,
  depth: number,
): PeggingView | null {
  const { intake, plan, position } = snapshot;
  const names = plannedOrderNamesOf(snapshot);
  const levels = Math.max(1, Math.min(PEG_DEPTH_MAX, depth));
  return peggingView({ facts: intake.facts, plan, names, position, kind, id, depth: levels });
}

export function planDocumentOf(
  snapshot: PlanSnapshot,
  extra: ReadonlySet<ExtraList>,
): PlanDocument {
  return planDocument(snapshot, extra, snapshot.position);
}

export function rulesPreviewView(
  { codes, cases }: RulesPreview,
  position: number,
): RulesPreviewView {
  const sum = (of: 'would' | 'isNew' | 'gone'): number =>
    codes.reduce((total, code) => total + code[of], 0);
  const gone = `${sum('gone')} of today's would go`;
  return {
    position,
    message: `Would raise ${sum('would')} now, ${sum('isNew')} of them new; ${gone}.`,
    codes: codes.map(({ code, today, would, isNew, gone: goes, someNew, someGone }) => ({
      code,
      today,
      would_raise: would,
      new: isNew,
      gone: goes,
      some_new: someNew,
      some_gone: someGone,
    })),
    cases: { today: cases.today, would_raise: cases.would, new: cases.isNew, gone: cases.gone },
  };
}
