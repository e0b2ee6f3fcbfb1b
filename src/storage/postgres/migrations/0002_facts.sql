-- The versions of facts: a table a feed. Rows are only ever added; what stands is the last version of
-- each key, and "as of a position" the last one up to it. Written from the feeds as they were when
-- this migration was made; a later change of the contract is a migration of its own.
CREATE TABLE drumbeat.fact_items (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "description" text COLLATE "C",
  "category" text COLLATE "C",
  "uom" text COLLATE "C",
  "decimals" float8,
  "unit_cost" float8,
  "unit_price" float8,
  "currency" text COLLATE "C",
  "price_unit" float8,
  "shelf_life_days" float8,
  "launch_decided_on" date,
  "launch_date" date,
  "successor_item_id" text COLLATE "C",
  "run_out" boolean,
  "gtin" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_items_key ON drumbeat.fact_items
  (org_id, "item_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_items_position ON drumbeat.fact_items
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_items enable row level security, force row level security;
--;
create policy member on drumbeat.fact_items
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_items from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_locations (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "location_id" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C",
  "kind" text COLLATE "C",
  "calendar_id" text COLLATE "C",
  "timezone" text COLLATE "C",
  "latitude" float8,
  "longitude" float8,
  "gln" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_locations_key ON drumbeat.fact_locations
  (org_id, "location_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_locations_position ON drumbeat.fact_locations
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_locations enable row level security, force row level security;
--;
create policy member on drumbeat.fact_locations
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_locations from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_suppliers (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "supplier_id" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C",
  "calendar_id" text COLLATE "C",
  "currency" text COLLATE "C",
  "email" text COLLATE "C",
  "country" text COLLATE "C",
  "language" text COLLATE "C",
  "gln" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_suppliers_key ON drumbeat.fact_suppliers
  (org_id, "supplier_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_suppliers_position ON drumbeat.fact_suppliers
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_suppliers enable row level security, force row level security;
--;
create policy member on drumbeat.fact_suppliers
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
create policy supplier on drumbeat.fact_suppliers for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
revoke update, delete on drumbeat.fact_suppliers from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_customers (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "customer_id" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C",
  "segment" text COLLATE "C",
  "priority" float8,
  "email" text COLLATE "C",
  "language" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_customers_key ON drumbeat.fact_customers
  (org_id, "customer_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_customers_position ON drumbeat.fact_customers
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_customers enable row level security, force row level security;
--;
create policy member on drumbeat.fact_customers
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_customers from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_contacts (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "party_id" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "role" text COLLATE "C",
  "phone" text COLLATE "C",
  "email" text COLLATE "C",
  "language" text COLLATE "C",
  "items" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_contacts_key ON drumbeat.fact_contacts
  (org_id, "party_id", "name", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_contacts_position ON drumbeat.fact_contacts
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_contacts enable row level security, force row level security;
--;
create policy member on drumbeat.fact_contacts
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_contacts from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_party_items (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "party_id" text COLLATE "C" NOT NULL,
  "party_item_id" text COLLATE "C" NOT NULL,
  "item_id" text COLLATE "C",
  "revision" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_party_items_key ON drumbeat.fact_party_items
  (org_id, "party_id", "party_item_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_party_items_position ON drumbeat.fact_party_items
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_party_items enable row level security, force row level security;
--;
create policy member on drumbeat.fact_party_items
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_party_items from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_calendars (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "calendar_id" text COLLATE "C" NOT NULL,
  "line" float8,
  "valid_from" date,
  "valid_to" date,
  "weekdays" text COLLATE "C",
  "working" boolean,
  v_attributes jsonb
);
--;
CREATE INDEX fact_calendars_key ON drumbeat.fact_calendars
  (org_id, "calendar_id", "line", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_calendars_position ON drumbeat.fact_calendars
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_calendars enable row level security, force row level security;
--;
create policy member on drumbeat.fact_calendars
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_calendars from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_unit_conversions (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "from_uom" text COLLATE "C" NOT NULL,
  "to_uom" text COLLATE "C" NOT NULL,
  "factor" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_unit_conversions_key ON drumbeat.fact_unit_conversions
  (org_id, "item_id", "from_uom", "to_uom", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_unit_conversions_position ON drumbeat.fact_unit_conversions
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_unit_conversions enable row level security, force row level security;
--;
create policy member on drumbeat.fact_unit_conversions
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_unit_conversions from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_exchange_rates (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "currency" text COLLATE "C" NOT NULL,
  "valid_from" date,
  "rate" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_exchange_rates_key ON drumbeat.fact_exchange_rates
  (org_id, "currency", "valid_from", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_exchange_rates_position ON drumbeat.fact_exchange_rates
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_exchange_rates enable row level security, force row level security;
--;
create policy member on drumbeat.fact_exchange_rates
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_exchange_rates from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_item_locations (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C" NOT NULL,
  "planning_method" text COLLATE "C",
  "safety_stock" float8,
  "safety_time_days" float8,
  "reorder_point" float8,
  "max_stock" float8,
  "lot_size_rule" text COLLATE "C",
  "lot_size" float8,
  "min_lot" float8,
  "lot_multiple" float8,
  "max_lot" float8,
  "period_days" float8,
  "planning_time_fence_days" float8,
  "demand_time_fence_days" float8,
  "goods_receipt_days" float8,
  "inspection_days" float8,
  "assembly_scrap_percent" float8,
  "issue_rule" text COLLATE "C",
  "reschedule_horizon_days" float8,
  "service_level" float8,
  "holding_cost_rate" float8,
  "abc_class" text COLLATE "C",
  "xyz_class" text COLLATE "C",
  "planner" text COLLATE "C",
  "buyer" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_item_locations_key ON drumbeat.fact_item_locations
  (org_id, "item_id", "location_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_item_locations_position ON drumbeat.fact_item_locations
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_item_locations enable row level security, force row level security;
--;
create policy member on drumbeat.fact_item_locations
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_item_locations from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_sourcing (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "source_id" text COLLATE "C" NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C",
  "kind" text COLLATE "C",
  "supplier_id" text COLLATE "C",
  "from_location_id" text COLLATE "C",
  "lead_time_days" float8,
  "lead_time_basis" text COLLATE "C",
  "transit_days" float8,
  "min_lot" float8,
  "lot_multiple" float8,
  "max_lot" float8,
  "unit_cost" float8,
  "fixed_cost" float8,
  "priority" float8,
  "quota_percent" float8,
  "quota_since" date,
  "calendar_id" text COLLATE "C",
  "valid_from" date,
  "valid_to" date,
  "expedite_lead_time_days" float8,
  "expedite_unit_cost" float8,
  "firm_days" float8,
  "material_days" float8,
  "flex_up_percent" float8,
  "flex_down_percent" float8,
  "cancellable" boolean,
  "release_status" text COLLATE "C",
  "release_days" float8,
  "allowed_customers" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_sourcing_key ON drumbeat.fact_sourcing
  (org_id, "source_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_sourcing_position ON drumbeat.fact_sourcing
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_sourcing enable row level security, force row level security;
--;
create policy member on drumbeat.fact_sourcing
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
create policy supplier on drumbeat.fact_sourcing for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
revoke update, delete on drumbeat.fact_sourcing from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_supplier_terms (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "supplier_id" text COLLATE "C" NOT NULL,
  "min_order_value" float8,
  "container_quantity" float8,
  "order_weekdays" text COLLATE "C",
  "incoterm" text COLLATE "C",
  "contract_id" text COLLATE "C",
  "contract_remaining" float8,
  "delivery_tolerance_percent" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_supplier_terms_key ON drumbeat.fact_supplier_terms
  (org_id, "supplier_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_supplier_terms_position ON drumbeat.fact_supplier_terms
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_supplier_terms enable row level security, force row level security;
--;
create policy member on drumbeat.fact_supplier_terms
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
create policy supplier on drumbeat.fact_supplier_terms for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
revoke update, delete on drumbeat.fact_supplier_terms from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_bom (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C" NOT NULL,
  "component_item_id" text COLLATE "C" NOT NULL,
  "line" text COLLATE "C" NOT NULL,
  "quantity_per" float8,
  "base_quantity" float8,
  "fixed_quantity" float8,
  "scrap_percent" float8,
  "yield_percent" float8,
  "offset_days" float8,
  "phantom" boolean,
  "source_id" text COLLATE "C",
  "valid_from" date,
  "valid_to" date,
  "substitute_for_line" text COLLATE "C",
  "substitute_priority" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_bom_key ON drumbeat.fact_bom
  (org_id, "item_id", "location_id", "component_item_id", "line", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_bom_position ON drumbeat.fact_bom
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_bom enable row level security, force row level security;
--;
create policy member on drumbeat.fact_bom
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_bom from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_resources (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "resource_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C",
  "name" text COLLATE "C",
  "calendar_id" text COLLATE "C",
  "hours_per_day" float8,
  "runs_on" boolean,
  "overtime_hours_per_day" float8,
  "overtime_cost_per_hour" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_resources_key ON drumbeat.fact_resources
  (org_id, "resource_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_resources_position ON drumbeat.fact_resources
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_resources enable row level security, force row level security;
--;
create policy member on drumbeat.fact_resources
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_resources from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_resource_capacity (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "resource_id" text COLLATE "C" NOT NULL,
  "date_from" date,
  "date_to" date,
  "hours_per_day" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_resource_capacity_key ON drumbeat.fact_resource_capacity
  (org_id, "resource_id", "date_from", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_resource_capacity_position ON drumbeat.fact_resource_capacity
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_resource_capacity enable row level security, force row level security;
--;
create policy member on drumbeat.fact_resource_capacity
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_resource_capacity from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_routings (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "source_id" text COLLATE "C" NOT NULL,
  "sequence" float8,
  "resource_id" text COLLATE "C",
  "setup_hours" float8,
  "hours_per_unit" float8,
  "offset_days" float8,
  "alternate_resource_id" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_routings_key ON drumbeat.fact_routings
  (org_id, "source_id", "sequence", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_routings_position ON drumbeat.fact_routings
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_routings enable row level security, force row level security;
--;
create policy member on drumbeat.fact_routings
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_routings from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_supplier_capacity (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "supplier_id" text COLLATE "C" NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "date_from" date,
  "date_to" date,
  "quantity" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_supplier_capacity_key ON drumbeat.fact_supplier_capacity
  (org_id, "supplier_id", "item_id", "date_from", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_supplier_capacity_position ON drumbeat.fact_supplier_capacity
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_supplier_capacity enable row level security, force row level security;
--;
create policy member on drumbeat.fact_supplier_capacity
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
create policy supplier on drumbeat.fact_supplier_capacity for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
revoke update, delete on drumbeat.fact_supplier_capacity from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_prices (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "source_id" text COLLATE "C" NOT NULL,
  "valid_from" date,
  "min_quantity" float8,
  "unit_cost" float8,
  "currency" text COLLATE "C",
  "price_unit" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_prices_key ON drumbeat.fact_prices
  (org_id, "source_id", "valid_from", "min_quantity", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_prices_position ON drumbeat.fact_prices
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_prices enable row level security, force row level security;
--;
create policy member on drumbeat.fact_prices
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_prices from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_inventory (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C" NOT NULL,
  "sublocation" text COLLATE "C" NOT NULL,
  "status" text COLLATE "C" NOT NULL,
  "stock_kind" text COLLATE "C" NOT NULL,
  "owner_id" text COLLATE "C" NOT NULL,
  "batch" text COLLATE "C" NOT NULL,
  "quantity" float8,
  "reserved_for" text COLLATE "C",
  "posted_at" timestamptz,
  "usable_from" date,
  "expiry_date" date,
  "as_of" timestamptz,
  v_attributes jsonb
);
--;
CREATE INDEX fact_inventory_key ON drumbeat.fact_inventory
  (org_id, "item_id", "location_id", "sublocation", "status", "stock_kind", "owner_id", "batch", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_inventory_position ON drumbeat.fact_inventory
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_inventory enable row level security, force row level security;
--;
create policy member on drumbeat.fact_inventory
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_inventory from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_movements (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "movement_id" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C",
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C",
  "status" text COLLATE "C",
  "batch" text COLLATE "C",
  "quantity" float8,
  "at" timestamptz,
  "order_id" text COLLATE "C",
  "line" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_movements_key ON drumbeat.fact_movements
  (org_id, "movement_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_movements_position ON drumbeat.fact_movements
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_movements enable row level security, force row level security;
--;
create policy member on drumbeat.fact_movements
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_movements from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_purchase_orders (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "order_id" text COLLATE "C" NOT NULL,
  "line" text COLLATE "C" NOT NULL,
  "schedule_line" text COLLATE "C" NOT NULL,
  "stage" text COLLATE "C",
  "supplier_id" text COLLATE "C",
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C",
  "source_id" text COLLATE "C",
  "quantity" float8,
  "received_quantity" float8,
  "ordered_at" date,
  "revision" text COLLATE "C",
  "requested_date" date,
  "promised_date" date,
  "confirmed_date" date,
  "confirmed_quantity" float8,
  "rejected_quantity" float8,
  "shipped_date" date,
  "shipped_quantity" float8,
  "unit_price" float8,
  "transport_mode" text COLLATE "C",
  "firm" boolean,
  "emergency" boolean,
  "status" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_purchase_orders_key ON drumbeat.fact_purchase_orders
  (org_id, "order_id", "line", "schedule_line", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_purchase_orders_position ON drumbeat.fact_purchase_orders
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_purchase_orders enable row level security, force row level security;
--;
create policy member on drumbeat.fact_purchase_orders
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
create policy supplier on drumbeat.fact_purchase_orders for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
revoke update, delete on drumbeat.fact_purchase_orders from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_production_orders (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "order_id" text COLLATE "C" NOT NULL,
  "stage" text COLLATE "C",
  "source_id" text COLLATE "C",
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C",
  "quantity" float8,
  "completed_quantity" float8,
  "start_date" date,
  "due_date" date,
  "firm" boolean,
  "status" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_production_orders_key ON drumbeat.fact_production_orders
  (org_id, "order_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_production_orders_position ON drumbeat.fact_production_orders
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_production_orders enable row level security, force row level security;
--;
create policy member on drumbeat.fact_production_orders
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_production_orders from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_order_components (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "order_id" text COLLATE "C" NOT NULL,
  "line" text COLLATE "C" NOT NULL,
  "component_item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C",
  "required_quantity" float8,
  "issued_quantity" float8,
  "date" date,
  v_attributes jsonb
);
--;
CREATE INDEX fact_order_components_key ON drumbeat.fact_order_components
  (org_id, "order_id", "line", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_order_components_position ON drumbeat.fact_order_components
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_order_components enable row level security, force row level security;
--;
create policy member on drumbeat.fact_order_components
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_order_components from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_transfer_orders (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "order_id" text COLLATE "C" NOT NULL,
  "line" text COLLATE "C" NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "from_location_id" text COLLATE "C",
  "location_id" text COLLATE "C",
  "quantity" float8,
  "shipped_quantity" float8,
  "received_quantity" float8,
  "ship_date" date,
  "due_date" date,
  "firm" boolean,
  "status" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_transfer_orders_key ON drumbeat.fact_transfer_orders
  (org_id, "order_id", "line", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_transfer_orders_position ON drumbeat.fact_transfer_orders
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_transfer_orders enable row level security, force row level security;
--;
create policy member on drumbeat.fact_transfer_orders
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_transfer_orders from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_shipments (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "shipment_id" text COLLATE "C" NOT NULL,
  "order_id" text COLLATE "C" NOT NULL,
  "line" text COLLATE "C" NOT NULL,
  "quantity" float8,
  "shipped_at" timestamptz,
  "eta" date,
  "mode" text COLLATE "C",
  "carrier" text COLLATE "C",
  "reference" text COLLATE "C",
  "status" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_shipments_key ON drumbeat.fact_shipments
  (org_id, "shipment_id", "order_id", "line", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_shipments_position ON drumbeat.fact_shipments
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_shipments enable row level security, force row level security;
--;
create policy member on drumbeat.fact_shipments
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_shipments from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_sales_orders (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "order_id" text COLLATE "C" NOT NULL,
  "line" text COLLATE "C" NOT NULL,
  "schedule_line" text COLLATE "C" NOT NULL,
  "customer_id" text COLLATE "C",
  "ship_to" text COLLATE "C",
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C",
  "quantity" float8,
  "delivered_quantity" float8,
  "requested_date" date,
  "promised_date" date,
  "promised_quantity" float8,
  "priority" float8,
  "unit_price" float8,
  "ordered_at" date,
  "ship_complete" boolean,
  "max_lateness_days" float8,
  "consumes_forecast" boolean,
  "status" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_sales_orders_key ON drumbeat.fact_sales_orders
  (org_id, "order_id", "line", "schedule_line", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_sales_orders_position ON drumbeat.fact_sales_orders
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_sales_orders enable row level security, force row level security;
--;
create policy member on drumbeat.fact_sales_orders
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_sales_orders from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_call_offs (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "customer_id" text COLLATE "C" NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "ship_to" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "release_id" text COLLATE "C" NOT NULL,
  "date" date,
  "location_id" text COLLATE "C",
  "date_to" date,
  "issued_on" date,
  "zone" text COLLATE "C",
  "quantity" float8,
  "cumulative_quantity" float8,
  "customer_received_cumulative" float8,
  "shipped_cumulative" float8,
  "last_delivery_id" text COLLATE "C",
  "cumulative_since" date,
  v_attributes jsonb
);
--;
CREATE INDEX fact_call_offs_key ON drumbeat.fact_call_offs
  (org_id, "customer_id", "item_id", "ship_to", "kind", "release_id", "date", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_call_offs_position ON drumbeat.fact_call_offs
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_call_offs enable row level security, force row level security;
--;
create policy member on drumbeat.fact_call_offs
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_call_offs from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_demand_history (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C" NOT NULL,
  "date" date,
  "customer_id" text COLLATE "C" NOT NULL,
  "reference" text COLLATE "C" NOT NULL,
  "quantity" float8,
  "unit_price" float8,
  "promotion" boolean,
  "stockout" boolean,
  v_attributes jsonb
);
--;
CREATE INDEX fact_demand_history_key ON drumbeat.fact_demand_history
  (org_id, "item_id", "location_id", "date", "customer_id", "reference", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_demand_history_position ON drumbeat.fact_demand_history
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_demand_history enable row level security, force row level security;
--;
create policy member on drumbeat.fact_demand_history
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_demand_history from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_forecasts (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "version" text COLLATE "C" NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C" NOT NULL,
  "date" date,
  "customer_id" text COLLATE "C" NOT NULL,
  "bucket" text COLLATE "C",
  "quantity" float8,
  "made_on" date,
  v_attributes jsonb
);
--;
CREATE INDEX fact_forecasts_key ON drumbeat.fact_forecasts
  (org_id, "version", "item_id", "location_id", "date", "customer_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_forecasts_position ON drumbeat.fact_forecasts
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_forecasts enable row level security, force row level security;
--;
create policy member on drumbeat.fact_forecasts
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_forecasts from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_sop_plan (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "version" text COLLATE "C" NOT NULL,
  "month" date,
  "level" text COLLATE "C" NOT NULL,
  "level_id" text COLLATE "C" NOT NULL,
  "measure" text COLLATE "C" NOT NULL,
  "quantity" float8,
  "tolerance_percent" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_sop_plan_key ON drumbeat.fact_sop_plan
  (org_id, "version", "month", "level", "level_id", "measure", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_sop_plan_position ON drumbeat.fact_sop_plan
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_sop_plan enable row level security, force row level security;
--;
create policy member on drumbeat.fact_sop_plan
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_sop_plan from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_deliveries (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "direction" text COLLATE "C" NOT NULL,
  "order_id" text COLLATE "C" NOT NULL,
  "line" text COLLATE "C" NOT NULL,
  "delivery_id" text COLLATE "C" NOT NULL,
  "party_id" text COLLATE "C",
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C",
  "quantity" float8,
  "ordered_quantity" float8,
  "defective_quantity" float8,
  "requested_date" date,
  "promised_date" date,
  "actual_date" date,
  "documents_correct" boolean,
  "freight_cost" float8,
  "premium_freight" boolean,
  "payer" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_deliveries_key ON drumbeat.fact_deliveries
  (org_id, "direction", "order_id", "line", "delivery_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_deliveries_position ON drumbeat.fact_deliveries
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_deliveries enable row level security, force row level security;
--;
create policy member on drumbeat.fact_deliveries
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
create policy supplier on drumbeat.fact_deliveries for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and party_id = nullif(current_setting('drumbeat.party', true), '')
    and direction = 'inbound'
  );
--;
revoke update, delete on drumbeat.fact_deliveries from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_customer_terms (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "customer_id" text COLLATE "C" NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "ship_to" text COLLATE "C" NOT NULL,
  "late_cost_per_unit_day" float8,
  "line_stop_cost_per_day" float8,
  "p_lost_per_day" float8,
  "target_otif" float8,
  "early_window_days" float8,
  "late_window_days" float8,
  "date_basis" text COLLATE "C",
  "partials_allowed" boolean,
  v_attributes jsonb
);
--;
CREATE INDEX fact_customer_terms_key ON drumbeat.fact_customer_terms
  (org_id, "customer_id", "item_id", "ship_to", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_customer_terms_position ON drumbeat.fact_customer_terms
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_customer_terms enable row level security, force row level security;
--;
create policy member on drumbeat.fact_customer_terms
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_customer_terms from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_customer_lanes (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "location_id" text COLLATE "C" NOT NULL,
  "customer_id" text COLLATE "C" NOT NULL,
  "ship_to" text COLLATE "C" NOT NULL,
  "transit_days" float8,
  "pick_days" float8,
  "calendar_id" text COLLATE "C",
  "ship_weekdays" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_customer_lanes_key ON drumbeat.fact_customer_lanes
  (org_id, "location_id", "customer_id", "ship_to", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_customer_lanes_position ON drumbeat.fact_customer_lanes
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_customer_lanes enable row level security, force row level security;
--;
create policy member on drumbeat.fact_customer_lanes
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_customer_lanes from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_allocations (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "item_id" text COLLATE "C" NOT NULL,
  "location_id" text COLLATE "C" NOT NULL,
  "segment" text COLLATE "C" NOT NULL,
  "date_from" date,
  "date_to" date,
  "quantity" float8,
  v_attributes jsonb
);
--;
CREATE INDEX fact_allocations_key ON drumbeat.fact_allocations
  (org_id, "item_id", "location_id", "segment", "date_from", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_allocations_position ON drumbeat.fact_allocations
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_allocations enable row level security, force row level security;
--;
create policy member on drumbeat.fact_allocations
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_allocations from drumbeat_app;
--;
CREATE TABLE drumbeat.fact_notes (
  org_id int NOT NULL,
  v_position bigint NOT NULL,
  v_row int NOT NULL,
  v_set boolean NOT NULL,
  v_line int NOT NULL,
  "object" text COLLATE "C" NOT NULL,
  "object_id" text COLLATE "C" NOT NULL,
  "text" text COLLATE "C",
  "believed_date" date,
  "valid_until" date,
  "follow_up" date,
  "author" text COLLATE "C",
  v_attributes jsonb
);
--;
CREATE INDEX fact_notes_key ON drumbeat.fact_notes
  (org_id, "object", "object_id", v_position DESC, v_row DESC);
--;
CREATE INDEX fact_notes_position ON drumbeat.fact_notes
  USING brin (v_position) WITH (pages_per_range = 16, autosummarize = on);
--;
alter table drumbeat.fact_notes enable row level security, force row level security;
--;
create policy member on drumbeat.fact_notes
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  )
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
revoke update, delete on drumbeat.fact_notes from drumbeat_app;
