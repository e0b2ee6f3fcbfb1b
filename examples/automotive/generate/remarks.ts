// What people wrote beside the plan, and the few allocations of scarce products.

type Row = (string | number)[];

/** Object, its key parts, text, believed date, valid until, follow-up, author. */
export const NOTE_ROWS: readonly Row[] = [
  [
    'purchase_orders',
    '4500855/10/1',
    'Kessler: tool change took a week longer. 900 may come by courier on 9 March.',
    '',
    '',
    '2027-03-02',
    'Tomás Ribeiro',
  ],
  [
    'purchase_orders',
    '4500897/10/1',
    'Vessel four days behind. Stock covers it.',
    '2027-03-16',
    '2027-03-31',
    '2027-03-11',
    'Tomás Ribeiro',
  ],
  [
    'suppliers',
    'POLAVIA',
    'Order desk changed in February. Asked twice, no answer yet.',
    '',
    '',
    '2027-03-02',
    'Tomás Ribeiro',
  ],
  [
    'item_locations',
    'BR-1108/P1',
    'AC-280 ends in June. Kugelmann takes back one line if told by 9 March.',
    '',
    '',
    '2027-03-09',
    'Ines Marten',
  ],
];

/** Item, location, segment, from, to, pieces. */
export const ALLOCATION_ROWS: readonly Row[] = [
  ['AC-312', 'P2', 'series', '2027-03-22', '2027-03-28', 620],
  ['AC-312', 'P2', 'aftermarket', '2027-03-22', '2027-03-28', 60],
  ['AC-310', 'P2', 'series', '2027-03-22', '2027-03-28', 2100],
];
