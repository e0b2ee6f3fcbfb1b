// The wire shape of the clear-to-build list, as `buildable --json` prints it.

export interface BuildableDocument {
  orders: Iterable<BuildableRow>;
}

export interface BuildableRow {
  order_id: string;
  item_id: string;
  location_id: string;
  start_date: string | null;
  open_quantity: number;
  buildable_quantity: number; // with what has been issued and lies in stock today
  clear: boolean; // every component is there on the day on which it is needed
  missing: MissingRow[];
}

/** What of a component is not there in time, and the supply that brings it, if any does. */
export interface MissingRow {
  component_item_id: string;
  location_id: string;
  quantity: number;
  available_date: string | null;
  supply: { kind: string; id: string } | null;
}
