// A company small enough to plan by hand, as of Monday 1 March 2027: pumps P are made of two
// housings H and 0.25 kg of sealing paste S each; H comes from Kessler late, S from nobody.

import type { Rows } from './run-cli.ts';

export const smallCompany: Rows = {
  items: `
    item_id,description,uom,unit_cost,unit_price
    P,Pump,PCE,40,100
    H,Housing,PCE,10,
    S,Sealing paste,KGM,8,
  `,
  locations: `
    location_id,name,kind
    W,Works,plant
  `,
  suppliers: `
    supplier_id,name
    KES,Kessler
  `,
  customers: `
    customer_id,name,priority
    NOR,Nordwagen,1
    OST,Ostbahn,2
  `,
  item_locations: `
    item_id,location_id,planning_method,safety_stock
    P,W,mrp,
    H,W,mrp,20
    S,W,mrp,
  `,
  sourcing: `
    source_id,item_id,location_id,kind,supplier_id,lead_time_days,lot_multiple
    MAKE-P,P,W,make,,2,
    BUY-H,H,W,buy,KES,10,50
    BUY-S,S,W,buy,,1,
  `,
  bom: `
    item_id,location_id,component_item_id,line,quantity_per
    P,W,H,1,2
    P,W,S,2,0.25
  `,
  inventory: `
    item_id,location_id,quantity
    P,W,30
    H,W,60
    S,W,4.5
  `,
  sales_orders: `
    order_id,line,customer_id,item_id,location_id,quantity,requested_date,promised_date,unit_price
    SO1,10,NOR,P,W,25,2027-03-04,2027-03-04,100
    SO2,10,OST,P,W,45,2027-03-08,,
    SO2,20,OST,P,W,10,2027-03-25,,
  `,
  purchase_orders: `
    order_id,supplier_id,item_id,location_id,quantity,ordered_at,requested_date,confirmed_date
    PO7,KES,H,W,100,2027-02-10,2027-03-05,2027-03-12
  `,
  forecasts: `
    version,item_id,location_id,date,bucket,quantity,made_on
    F1,P,W,2027-03-28,day,5,2027-02-28
  `,
};
