-- What a supplier's transaction may do: it runs in a role of its own, which may read of its own rows
-- the columns that are its to know, and nothing else. Whatever a statement asks for besides, the
-- database refuses: columns of ours, filters on them, other tables, every change.
grant usage on schema drumbeat to drumbeat_supplier;
--;
drop policy append on drumbeat.audit_entry;
--;
create policy append on drumbeat.audit_entry for insert
  with check (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) in ('system', 'member')
  );
--;
drop policy supplier on drumbeat.fact_suppliers;
--;
create policy supplier on drumbeat.fact_suppliers for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and current_user = 'drumbeat_supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
grant select ("org_id", "v_position", "v_row", "v_set", "supplier_id", "name", "calendar_id", "currency", "email", "country", "language", "gln")
  on drumbeat.fact_suppliers to drumbeat_supplier;
--;
drop policy supplier on drumbeat.fact_sourcing;
--;
create policy supplier on drumbeat.fact_sourcing for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and current_user = 'drumbeat_supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
grant select ("org_id", "v_position", "v_row", "v_set", "source_id", "item_id", "location_id", "kind", "supplier_id", "lead_time_days", "lead_time_basis", "transit_days", "min_lot", "lot_multiple", "max_lot", "valid_from", "valid_to", "expedite_lead_time_days", "firm_days", "material_days", "flex_up_percent", "flex_down_percent", "cancellable")
  on drumbeat.fact_sourcing to drumbeat_supplier;
--;
drop policy supplier on drumbeat.fact_supplier_terms;
--;
create policy supplier on drumbeat.fact_supplier_terms for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and current_user = 'drumbeat_supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
grant select ("org_id", "v_position", "v_row", "v_set", "supplier_id", "min_order_value", "container_quantity", "order_weekdays", "incoterm", "contract_id", "contract_remaining", "delivery_tolerance_percent")
  on drumbeat.fact_supplier_terms to drumbeat_supplier;
--;
drop policy supplier on drumbeat.fact_supplier_capacity;
--;
create policy supplier on drumbeat.fact_supplier_capacity for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and current_user = 'drumbeat_supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
grant select ("org_id", "v_position", "v_row", "v_set", "supplier_id", "item_id", "date_from", "date_to", "quantity")
  on drumbeat.fact_supplier_capacity to drumbeat_supplier;
--;
drop policy supplier on drumbeat.fact_purchase_orders;
--;
create policy supplier on drumbeat.fact_purchase_orders for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and current_user = 'drumbeat_supplier'
    and supplier_id = nullif(current_setting('drumbeat.party', true), '')
  );
--;
grant select ("org_id", "v_position", "v_row", "v_set", "order_id", "line", "schedule_line", "stage", "supplier_id", "item_id", "location_id", "source_id", "quantity", "received_quantity", "ordered_at", "revision", "requested_date", "promised_date", "confirmed_date", "confirmed_quantity", "rejected_quantity", "shipped_date", "shipped_quantity", "unit_price", "transport_mode", "status")
  on drumbeat.fact_purchase_orders to drumbeat_supplier;
--;
drop policy supplier on drumbeat.fact_deliveries;
--;
create policy supplier on drumbeat.fact_deliveries for select
  using (
    org_id = nullif(current_setting('drumbeat.org', true), '')::integer
    and current_setting('drumbeat.role', true) = 'supplier'
    and current_user = 'drumbeat_supplier'
    and party_id = nullif(current_setting('drumbeat.party', true), '')
    and direction = 'inbound'
  );
--;
grant select ("org_id", "v_position", "v_row", "v_set", "direction", "order_id", "line", "delivery_id", "party_id", "item_id", "location_id", "quantity", "ordered_quantity", "defective_quantity", "requested_date", "promised_date", "actual_date", "documents_correct")
  on drumbeat.fact_deliveries to drumbeat_supplier;
