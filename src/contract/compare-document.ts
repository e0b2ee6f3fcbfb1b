// The wire shape of the comparison with an ERP's own planned orders, as `compare --json` prints it.

export interface CompareDocument {
  items: Iterable<ComparedRow>;
}

export const COMPARE_REASONS = [
  'stock',
  'demand',
  'open_supply',
  'lot_size',
  'lead_time',
  'calendar',
  'safety_stock',
  'fence',
  'source',
  'bom',
  'unknown',
] as const;
export type CompareReason = (typeof COMPARE_REASONS)[number];

export interface ComparedRow {
  item_id: string;
  location_id: string;
  equal: boolean;
  ours: DatedQuantity[];
  theirs: DatedQuantity[];
  reason: CompareReason | null; // null when equal
}

export interface DatedQuantity {
  date: string; // of receipt
  quantity: number;
}
