// The order of stock rows of one item-location by what tells them apart, so that the plan does not
// hang on the order of the rows in their file.

import { compareText } from '../../base/compare-text.ts';
import { textColumn } from '../../model/fact-table.ts';
import type { MasterData } from './master-data.ts';

const KEY_PARTS = ['sublocation', 'status', 'stock_kind', 'owner_id', 'batch'];

/** Compares rows of feed inventory of one item and location by the rest of their key. */
export function createInventoryOrder({
  facts,
  texts,
}: MasterData): (a: number, b: number) => number {
  const parts = KEY_PARTS.map((name) => textColumn(facts.tables.inventory!, name));
  return (a, b) => {
    for (const part of parts) {
      if (part[a] === part[b]) continue;
      return compareText(texts[part[a]!]!, texts[part[b]!]!);
    }
    return a - b;
  };
}
