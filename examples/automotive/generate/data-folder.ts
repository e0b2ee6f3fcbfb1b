// All feeds of the example, from the seed: the same seed gives the same bytes.

import { billRows } from './bills-of-material.ts';
import { calendarRows } from './calendars.ts';
import { CAPACITY_ROWS, resourceRows, routingRows } from './capacity.ts';
import { customerLaneRows, customerRows, customerTermRows } from './customers.ts';
import { addDirtyRows, type PlacedFault } from './fault-placement.ts';
import { demandHistory, historyRows, outboundDeliveryRows } from './history.ts';
import { itemLocationRows, itemRows, locationRows } from './master-data.ts';
import { supplyNetwork } from './network.ts';
import { contactRows, partyItemRows } from './parties.ts';
import { partsTrade, salesOrderRows } from './parts-trade.ts';
import { inboundDeliveryRows, pastPurchaseLines } from './past-purchases.ts';
import { plantOrders } from './plant-orders.ts';
import {
  numberPurchaseLines,
  openPurchaseLines,
  purchaseOrderRows,
  shipmentRows,
} from './purchase-orders.ts';
import { ALLOCATION_ROWS, NOTE_ROWS } from './remarks.ts';
import { type NodePlan, planNetwork } from './requirements.ts';
import { seriesDemand, shippingLocations } from './series-demand.ts';
import { sopPlanRows } from './sop-plan.ts';
import {
  priceRows,
  type Source,
  sourcesOf,
  sourcingRows,
  supplierCapacityRows,
  supplierTermRows,
} from './sourcing.ts';
import { salesPrices, standardCosts } from './standard-cost.ts';
import { stockRows } from './stock.ts';
import { EXCHANGE_RATES, supplierRows } from './suppliers.ts';
import { type Table, table } from './tables.ts';

export const DRUMBEAT_JSON = `${JSON.stringify(
  {
    as_of: '2027-03-02',
    timezone: 'Europe/Berlin',
    horizon_days: 120,
    currency: 'EUR',
    parameters: {
      excess_days_of_supply: 45,
      severity_days: 28,
      constrained_alternates: 'propose',
    },
  },
  null,
  2,
)}\n`;

export interface DataFolder {
  tables: Table[];
  faults: PlacedFault[];
  plans: Map<string, NodePlan>;
}

const FIRST_PAST_ORDER = 4498101;
const FIRST_OPEN_ORDER = 4500621;

function partyTables(seed: number): Table[] {
  return [
    table(
      'suppliers',
      'supplier_id name calendar_id currency email country language',
      supplierRows(),
    ),
    table('customers', 'customer_id name segment priority email language', customerRows()),
    table('contacts', 'party_id name role phone email language items', contactRows(seed)),
    table('party_items', 'party_id party_item_id item_id revision', partyItemRows(seed)),
    table('calendars', 'calendar_id line valid_from valid_to weekdays working', calendarRows()),
    table('unit_conversions', 'item_id from_uom to_uom factor', [
      ['', 'MIL', 'PCE', 1000],
      ['', 'TNE', 'KGM', 1000],
      ['', 'GRM', 'KGM', 0.001],
    ]),
    table('exchange_rates', 'currency valid_from rate', EXCHANGE_RATES),
    table(
      'customer_terms',
      'customer_id item_id ship_to late_cost_per_unit_day p_lost_per_day target_otif ' +
        'early_window_days late_window_days date_basis partials_allowed',
      customerTermRows(),
    ),
    table(
      'customer_lanes',
      'location_id customer_id ship_to transit_days pick_days calendar_id ship_weekdays',
      customerLaneRows(shippingLocations()),
    ),
    table('supplier_terms', SUPPLIER_TERMS, supplierTermRows()),
  ];
}

const SUPPLIER_TERMS =
  'supplier_id min_order_value container_quantity order_weekdays incoterm contract_id ' +
  'contract_remaining delivery_tolerance_percent';

const SOURCING =
  'source_id item_id location_id kind supplier_id from_location_id lead_time_days ' +
  'lead_time_basis transit_days min_lot lot_multiple unit_cost priority quota_percent ' +
  'quota_since calendar_id expedite_lead_time_days expedite_unit_cost firm_days material_days ' +
  'flex_up_percent flex_down_percent cancellable';

function supplyTables(plans: Map<string, NodePlan>, sources: readonly Source[]): Table[] {
  return [
    table('sourcing', SOURCING, sourcingRows(sources)),
    table(
      'bom',
      'item_id location_id component_item_id line quantity_per base_quantity scrap_percent ' +
        'phantom valid_from valid_to substitute_for_line substitute_priority',
      billRows(),
    ),
    table(
      'resources',
      'resource_id location_id name calendar_id hours_per_day runs_on overtime_hours_per_day ' +
        'overtime_cost_per_hour',
      resourceRows(),
    ),
    table('resource_capacity', 'resource_id date_from date_to hours_per_day', CAPACITY_ROWS),
    table(
      'routings',
      'source_id sequence resource_id setup_hours hours_per_unit offset_days ' +
        'alternate_resource_id',
      routingRows(plans),
    ),
    table(
      'supplier_capacity',
      'supplier_id item_id date_from date_to quantity',
      supplierCapacityRows(),
    ),
    table(
      'prices',
      'source_id valid_from min_quantity unit_cost currency price_unit',
      priceRows(sources),
    ),
  ];
}

const PURCHASE_ORDERS =
  'order_id line schedule_line supplier_id item_id location_id source_id quantity ' +
  'received_quantity ordered_at requested_date promised_date confirmed_date confirmed_quantity ' +
  'shipped_date shipped_quantity unit_price transport_mode status uom';

const DELIVERIES =
  'direction order_id line delivery_id party_id item_id location_id quantity ordered_quantity ' +
  'defective_quantity requested_date promised_date actual_date documents_correct freight_cost ' +
  'premium_freight payer';

/** Stock and open orders, and what came and went. */
function orderTables(seed: number, plans: Map<string, NodePlan>): Table[] {
  const open = openPurchaseLines(seed, plans);
  const past = pastPurchaseLines(seed, plans);
  numberPurchaseLines(past, FIRST_PAST_ORDER);
  numberPurchaseLines(open, FIRST_OPEN_ORDER);
  const { inventoryRows, movementRows } = stockRows(seed, plans);
  const { productionRows, componentRows, transferRows } = plantOrders(seed, plans);
  const cells = demandHistory(seed);
  return [
    table(
      'inventory',
      'item_id location_id sublocation status stock_kind owner_id batch quantity posted_at ' +
        'expiry_date as_of',
      inventoryRows,
    ),
    table('movements', 'movement_id kind item_id location_id status quantity at', movementRows),
    table('purchase_orders', PURCHASE_ORDERS, purchaseOrderRows(past, open)),
    table(
      'production_orders',
      'order_id stage source_id item_id location_id quantity completed_quantity start_date ' +
        'due_date firm status',
      productionRows,
    ),
    table(
      'order_components',
      'order_id line component_item_id location_id required_quantity issued_quantity date',
      componentRows,
    ),
    table(
      'transfer_orders',
      'order_id line item_id from_location_id location_id quantity shipped_quantity ' +
        'received_quantity ship_date due_date status',
      transferRows,
    ),
    table(
      'shipments',
      'shipment_id order_id line quantity shipped_at eta mode carrier reference status',
      shipmentRows(open),
    ),
    table('demand_history', HISTORY, historyRows(cells)),
    table('deliveries', DELIVERIES, [
      ...inboundDeliveryRows(seed, past),
      ...outboundDeliveryRows(seed, cells),
    ]),
    table(
      'sop_plan',
      'version month level level_id measure quantity tolerance_percent',
      sopPlanRows(seed, cells, salesPrices(standardCosts())),
    ),
  ];
}

const HISTORY = 'item_id location_id date customer_id reference quantity promotion stockout';

const SALES_ORDERS =
  'order_id line schedule_line customer_id ship_to item_id location_id quantity ' +
  'delivered_quantity requested_date promised_date unit_price ordered_at status';

const ITEMS =
  'item_id description category uom decimals unit_cost unit_price currency shelf_life_days ' +
  'launch_decided_on launch_date successor_item_id run_out';

const ITEM_LOCATIONS =
  'item_id location_id planning_method safety_stock reorder_point max_stock lot_size_rule ' +
  'lot_size period_days planning_time_fence_days goods_receipt_days inspection_days ' +
  'service_level abc_class xyz_class planner buyer';

export function makeDataFolder(seed: number): DataFolder {
  const costs = standardCosts();
  const prices = salesPrices(costs);
  const series = seriesDemand(seed);
  const trade = partsTrade(seed, prices);
  const network = supplyNetwork();
  const plans = planNetwork(seed, network, [...series.needs, ...trade.needs]);
  const sources = network.flatMap((node) => sourcesOf(node, costs));
  const tables = [
    table('items', ITEMS, itemRows(costs, prices)),
    table(
      'locations',
      'location_id name kind calendar_id timezone latitude longitude',
      locationRows(),
    ),
    ...partyTables(seed),
    table('item_locations', ITEM_LOCATIONS, itemLocationRows(plans, costs)),
    ...supplyTables(plans, sources),
    ...orderTables(seed, plans),
    table('sales_orders', SALES_ORDERS, salesOrderRows(trade.orders)),
    table(
      'call_offs',
      'customer_id item_id ship_to kind release_id date location_id issued_on zone quantity ' +
        'cumulative_quantity customer_received_cumulative shipped_cumulative cumulative_since',
      series.callOffRows,
    ),
    table('forecasts', 'version item_id location_id date customer_id bucket quantity made_on', [
      ...series.forecastRows,
      ...trade.forecastRows,
    ]),
    table('allocations', 'item_id location_id segment date_from date_to quantity', ALLOCATION_ROWS),
    table('notes', 'object object_id text believed_date valid_until follow_up author', NOTE_ROWS),
  ];
  const faults = addDirtyRows(tables);
  return { tables, faults, plans };
}
