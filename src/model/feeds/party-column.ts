// Whose rows a feed's rows are, where they are one supplier's: what that supplier may see of them,
// row by row and column by column.

import type { Feed, FeedColumn } from './feed.ts';

/** The column with the supplier, or null: no row of the feed is for a supplier to see. A party of
 * contacts and of part numbers may be a customer of the same id: those stay with us. */
export function partyColumnOf(feed: Feed): string | null {
  if (feed.name === 'deliveries') return 'party_id'; // of inbound ones
  return feed.columns.some(({ name }) => name === 'supplier_id') ? 'supplier_id' : null;
}

/** What was agreed with the supplier, and what it told us or we told it. How we choose between
 * suppliers, what we reckon with and whom we serve is ours; so are columns of our own. */
const READ_BY_PARTY: Readonly<Record<string, readonly string[]>> = {
  suppliers: [
    ...['supplier_id', 'name', 'calendar_id', 'currency', 'email', 'country', 'language', 'gln'],
  ],
  sourcing: [
    ...['source_id', 'item_id', 'location_id', 'kind', 'supplier_id', 'valid_from', 'valid_to'],
    ...['lead_time_days', 'lead_time_basis', 'transit_days', 'expedite_lead_time_days'],
    ...['min_lot', 'lot_multiple', 'max_lot', 'firm_days', 'material_days'],
    ...['flex_up_percent', 'flex_down_percent', 'cancellable'],
  ],
  supplier_terms: [
    ...['supplier_id', 'min_order_value', 'container_quantity', 'order_weekdays', 'incoterm'],
    ...['contract_id', 'contract_remaining', 'delivery_tolerance_percent'],
  ],
  supplier_capacity: ['supplier_id', 'item_id', 'date_from', 'date_to', 'quantity'],
  purchase_orders: [
    ...['order_id', 'line', 'schedule_line', 'stage', 'supplier_id', 'item_id', 'location_id'],
    ...['source_id', 'quantity', 'received_quantity', 'ordered_at', 'revision', 'requested_date'],
    ...['promised_date', 'confirmed_date', 'confirmed_quantity', 'rejected_quantity'],
    ...['shipped_date', 'shipped_quantity', 'unit_price', 'transport_mode', 'status'],
  ],
  deliveries: [
    ...['direction', 'order_id', 'line', 'delivery_id', 'party_id', 'item_id', 'location_id'],
    ...['quantity', 'ordered_quantity', 'defective_quantity', 'requested_date', 'promised_date'],
    ...['actual_date', 'documents_correct'],
  ],
};

/** The columns that a supplier may read of its rows, in the feed's order; none in other feeds. */
export function columnsForParty({ name, columns }: Feed): readonly FeedColumn[] {
  const read = READ_BY_PARTY[name] ?? [];
  return columns.filter((column) => read.includes(column.name));
}
