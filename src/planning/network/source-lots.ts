// Lot sizes of a source: its own filled cell wins over the item-location's (handbook 3, Lots).

import { numberColumn } from '../../model/fact-table.ts';
import { LOT_FIXED, type Nodes, type Sources } from '../../model/network.ts';
import { formatQuantity } from '../../units/quantity.ts';
import { addDiagnostic } from './diagnostic-list.ts';
import type { MasterData } from './master-data.ts';

/** Fills minLot, lotMultiple, maxLot; a max_lot that no lot can meet is ignored, with an error. */
export function fillSourceLots(master: MasterData, nodes: Nodes, sources: Sources): void {
  const { sourcing, item_locations } = master.facts.tables;
  const lotOf = (name: string) => {
    const own = numberColumn(sourcing!, name);
    const general = numberColumn(item_locations!, name);
    return (source: number): number => {
      const row = sources.factRow[source]!;
      if (row >= 0 && !Number.isNaN(own[row]!)) return own[row]!;
      const nodeRow = nodes.factRow[sources.node[source]!]!;
      return nodeRow >= 0 ? general[nodeRow]! : Number.NaN;
    };
  };
  const minLotOf = lotOf('min_lot');
  const multipleOf = lotOf('lot_multiple');
  const maxLotOf = lotOf('max_lot');
  for (let source = 0; source < sources.count; source++) {
    const minLot = minLotOf(source);
    const multiple = multipleOf(source);
    const maxLot = maxLotOf(source);
    sources.minLot[source] = minLot > 0 ? Math.ceil(minLot) : 0;
    sources.lotMultiple[source] = multiple > 0 ? Math.ceil(multiple) : 1;
    sources.maxLot[source] = Number.isNaN(maxLot)
      ? Number.POSITIVE_INFINITY
      : usableMaxLot(master, nodes, sources, source, Math.floor(maxLot));
  }
}

function usableMaxLot(
  master: MasterData,
  nodes: Nodes,
  sources: Sources,
  source: number,
  maxLot: number,
): number {
  const multiple = sources.lotMultiple[source]!;
  const minLot = sources.minLot[source]!;
  const greatestLot = Math.floor(maxLot / multiple) * multiple;
  const node = sources.node[source]!;
  const isFixed = nodes.lotSizeRule[node] === LOT_FIXED && nodes.lotSize[node]! > 0;
  if (isFixed || (greatestLot > 0 && greatestLot >= minLot)) return maxLot;
  const decimals = master.items.decimals[nodes.item[node]!]!;
  const text = (units: number) => formatQuantity(units, decimals);
  addDiagnostic(master.noted, {
    severity: 'error',
    feed: 'sourcing',
    key: sources.id[source]!,
    rule: 'max_lot_unusable',
    message:
      `No lot of source ${sources.id[source]} can be within max_lot ${text(maxLot)} with min_lot ` +
      `${text(minLot)} and lot_multiple ${text(multiple)}: max_lot is ignored. Mend one of them.`,
  });
  return Number.POSITIVE_INFINITY;
}
