// CONSTRUCTED: the large orders that make the example's plan interesting, on top of the steady
// flow. Each takes the same quantity of every product on sale whose number matches.

export interface DemandEvent {
  story: string;
  customerId: string;
  items: RegExp; // product numbers
  quantityPerItem: number;
  day: number; // days after the as-of day; negative = overdue
  orderedDaysAgo: number;
  promised: boolean;
}

export const EVENTS: DemandEvent[] = [
  {
    story: 'A rental firm renews its fleet with Mountain-200 Silver bikes.',
    customerId: 'CUST-19',
    items: /^BK-M68S-38$/,
    quantityPerItem: 260,
    day: 17,
    orderedDaysAgo: 12,
    promised: true,
  },
  {
    story: 'A wholesaler takes more LL bottom brackets than stand in stock.',
    customerId: 'CUST-18',
    items: /^BB-7421$/,
    quantityPerItem: 1080,
    day: 9,
    orderedDaysAgo: 5,
    promised: false,
  },
  {
    story: 'A chain wants Touring-1000 Yellow bikes sooner than they can be built.',
    customerId: 'CUST-01',
    items: /^BK-T79Y-54$/,
    quantityPerItem: 110,
    day: 3,
    orderedDaysAgo: 9,
    promised: true,
  },
  {
    story: 'A chain stocks up on spare HL road pedals, which Road-250 bikes need too.',
    customerId: 'CUST-03',
    items: /^PD-R853$/,
    quantityPerItem: 890,
    day: 7,
    orderedDaysAgo: 6,
    promised: true,
  },
  {
    story: 'Road-250 Black bikes for a chain: they need the same pedals.',
    customerId: 'CUST-04',
    items: /^BK-R89B-58$/,
    quantityPerItem: 220,
    day: 13,
    orderedDaysAgo: 4,
    promised: false,
  },
  {
    story: 'An online shop wants saddles two days before the open purchase order brings them.',
    customerId: 'CUST-17',
    items: /^SE-M940$/,
    quantityPerItem: 480,
    day: 2,
    orderedDaysAgo: 14,
    promised: true,
  },
  {
    story: 'Hitch racks are overdue.',
    customerId: 'CUST-02',
    items: /^RA-H123$/,
    quantityPerItem: 60,
    day: -4,
    orderedDaysAgo: 20,
    promised: true,
  },
];
