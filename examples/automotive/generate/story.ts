// The story of the demo, case by case: what is set by hand so that the plan finds it. Everything
// else is computed to run quietly.

import { type Day, dayOfDate } from '../../../src/units/day.ts';

/** What is told of an item-location instead of being computed. */
export interface NodeStory {
  safetyStock?: number;
  stock?: number;
  /** Stock for so many calendar days of mean requirement, instead of `stock`. */
  coverDays?: number;
  purchases?: readonly { day: Day; quantity: number }[]; // arrivals as the plan must expect them
  firstDelivery?: number; // working days from as_of to the first delivery
  slackDays?: number;
  marginDays?: number;
  releasedDays?: number;
}

/** What is told of one purchase-order line, found by its item-location and arrival. */
export interface LineStory {
  key: string; // item@location
  arrival: Day;
  orderId: string;
  line: number;
  orderedAt: Day;
  requested: Day;
  promised: Day | null;
  confirmed: Day | null; // null: not confirmed
  confirmedShare?: number; // of the quantity; 1 unless told
  shipped?: Day;
  priceFactor?: number;
  mode?: string;
}

const march = (day: number): Day => dayOfDate(2027, 3, day);
const april = (day: number): Day => dayOfDate(2027, 4, day);

const POLAVIA_TWO_RUN_DRY = { slackDays: 0.2, marginDays: 4 };

const NODES: Record<string, NodeStory> = {
  // C-1042: rotor magnet ring short from 23 March, because Nordwagen called off 38 % more.
  'MG-2207@P2': {
    safetyStock: 1200,
    stock: 3080,
    purchases: [
      { day: march(5), quantity: 3100 },
      { day: march(11), quantity: 2480 },
      { day: march(17), quantity: 1550 },
      { day: march(30), quantity: 3100 },
      { day: april(1), quantity: 1550 },
      { day: april(6), quantity: 3100 },
      { day: april(8), quantity: 1550 },
      { day: april(12), quantity: 3100 },
      { day: april(15), quantity: 2480 },
    ],
  },
  // Built in step with the call-offs: no stock between the magnet ring and the customer.
  'MO-118@P2': { safetyStock: 0, stock: 0 },
  'AC-310@P2': { safetyStock: 0, stock: 0 },
  'AC-290@P2': { safetyStock: 0, stock: 0 },
  'AC-312@P2': { safetyStock: 250, stock: 250 },
  'AC-312@LEJ': { safetyStock: 0, stock: 90 },
  'ST-118@P2': { releasedDays: 17 }, // firm orders on winding line 2 reach into week 12
  // C-1039: EPB housing short from 10 March, because Kessler confirmed 17 March.
  'EB-415@P1': { safetyStock: 0, stock: 0, releasedDays: 7 },
  'HB-0415@P1': {
    safetyStock: 340,
    stock: 2280,
    purchases: [
      { day: march(17), quantity: 1800 },
      { day: march(17), quantity: 1800 },
      { day: march(24), quantity: 1800 },
      { day: march(31), quantity: 1800 },
      { day: april(7), quantity: 1800 },
    ],
  },
  // C-1031: seven lines of Polavia unanswered; two of them are needed on 15 March.
  'CB-1450@P2': { ...POLAVIA_TWO_RUN_DRY, safetyStock: 600, firstDelivery: 8 },
  'CB-1452@P2': { ...POLAVIA_TWO_RUN_DRY, safetyStock: 350, firstDelivery: 8 },
  'CB-1460@P2': { firstDelivery: 13, marginDays: 4 },
  'CB-1461@P2': { firstDelivery: 13, marginDays: 4 },
  'CB-1500@P2': { firstDelivery: 17, marginDays: 4 },
  'CB-1501@P2': { firstDelivery: 17, marginDays: 4 },
  'CB-1502@P2': { firstDelivery: 18, marginDays: 7 },
  // C-1045: the hall sensor takes 41 days, planned with 28.
  'SE-3302@P2': { firstDelivery: 2 },
  'SP-0077@P2': { firstDelivery: 1 },
  'SH-0920@P2': { firstDelivery: 8 },
  // C-1027: AC-280 fades out, its bearing lasts 98 days and 12,000 more are ordered.
  'BR-1108@P1': {
    safetyStock: 200,
    coverDays: 99,
    purchases: [{ day: dayOfDate(2027, 5, 14), quantity: 12000 }],
  },
  // One line past due by two working days, expected tomorrow.
  'GE-5009@P1': { firstDelivery: 1 },
  // One line confirmed with less than ordered.
  'SP-0310@P2': { firstDelivery: 7 },
  // Part of their stock is in inspection for another day.
  'EC-7010@P1': { firstDelivery: 9 },
  'HB-0310@P2': { firstDelivery: 5 },
  'SE-3306@P2': { firstDelivery: 8 },
};

export function storyOf(key: string): NodeStory | undefined {
  return NODES[key];
}

const january = (day: number): Day => dayOfDate(2027, 1, day);
const february = (day: number): Day => dayOfDate(2027, 2, day);

interface MagnetLine {
  orderId: string;
  line: number;
  arrival: Day;
  orderedAt: Day;
  confirmed: boolean;
  shipped?: Day;
}

function magnetLine({
  orderId,
  line,
  arrival,
  orderedAt,
  confirmed,
  shipped,
}: MagnetLine): LineStory {
  return {
    key: 'MG-2207@P2',
    arrival,
    orderId,
    line,
    orderedAt,
    requested: arrival,
    promised: confirmed ? arrival : null,
    confirmed: confirmed ? arrival : null,
    mode: 'air',
    ...(shipped === undefined ? {} : { shipped }),
  };
}

const MAGNET_LINES: readonly MagnetLine[] = [
  {
    orderId: '4500871',
    line: 10,
    arrival: march(5),
    orderedAt: january(6),
    confirmed: true,
    shipped: february(26),
  },
  {
    orderId: '4500871',
    line: 20,
    arrival: march(11),
    orderedAt: january(6),
    confirmed: true,
    shipped: march(1),
  },
  { orderId: '4500871', line: 30, arrival: march(17), orderedAt: january(6), confirmed: true },
  { orderId: '4500902', line: 10, arrival: march(30), orderedAt: january(29), confirmed: true },
  { orderId: '4500902', line: 20, arrival: april(1), orderedAt: january(29), confirmed: true },
  { orderId: '4500902', line: 30, arrival: april(6), orderedAt: january(29), confirmed: false },
  { orderId: '4500902', line: 40, arrival: april(8), orderedAt: january(29), confirmed: false },
  { orderId: '4500907', line: 10, arrival: april(12), orderedAt: february(4), confirmed: true },
  { orderId: '4500907', line: 20, arrival: april(15), orderedAt: february(4), confirmed: true },
];

function polaviaLine(orderId: string, line: number, itemId: string, arrival: Day): LineStory {
  return {
    key: `${itemId}@P2`,
    arrival,
    orderId,
    line,
    orderedAt: february(22),
    requested: arrival,
    promised: null,
    confirmed: null,
  };
}

function housingLine(line: number, arrival: Day, requested: Day, promised: Day): LineStory {
  return {
    key: 'HB-0415@P1',
    arrival,
    orderId: '4500855',
    line,
    orderedAt: february(5),
    requested,
    promised,
    confirmed: arrival,
  };
}

function overdueLine(key: string, orderId: string): LineStory {
  const due = february(26);
  return {
    key,
    arrival: march(3),
    orderId,
    line: 10,
    orderedAt: february(1),
    requested: due,
    promised: due,
    confirmed: due,
  };
}

export const LINE_STORIES: readonly LineStory[] = [
  ...MAGNET_LINES.map(magnetLine),
  housingLine(10, march(17), march(8), march(9)),
  housingLine(20, march(17), march(17), march(17)),
  housingLine(30, march(24), march(24), march(24)),
  housingLine(40, march(31), march(31), march(31)),
  polaviaLine('4500911', 10, 'CB-1450', march(12)),
  polaviaLine('4500911', 20, 'CB-1452', march(12)),
  polaviaLine('4500911', 30, 'CB-1460', march(19)),
  polaviaLine('4500911', 40, 'CB-1461', march(19)),
  polaviaLine('4500912', 10, 'CB-1500', march(25)),
  polaviaLine('4500912', 20, 'CB-1501', march(25)),
  polaviaLine('4500912', 30, 'CB-1502', march(30)),
  {
    key: 'SE-3302@P2',
    arrival: april(2),
    orderId: '4500889',
    line: 10,
    orderedAt: february(19),
    requested: march(30),
    promised: april(2),
    confirmed: april(2),
  },
  {
    key: 'SP-0077@P2',
    arrival: march(24),
    orderId: '4500903',
    line: 20,
    orderedAt: march(1),
    requested: march(22),
    promised: march(22),
    confirmed: march(24),
    priceFactor: 1.021,
  },
  {
    key: 'SH-0920@P2',
    arrival: march(12),
    orderId: '4500897',
    line: 10,
    orderedAt: january(8),
    requested: march(12),
    promised: march(12),
    confirmed: march(12),
    shipped: february(12),
    mode: 'sea',
  },
  {
    key: 'BR-1108@P1',
    arrival: dayOfDate(2027, 5, 14),
    orderId: '4500868',
    line: 10,
    orderedAt: february(16),
    requested: dayOfDate(2027, 5, 14),
    promised: dayOfDate(2027, 5, 14),
    confirmed: dayOfDate(2027, 5, 14),
  },
  overdueLine('GE-5009@P1', '4500841'),
  {
    key: 'SP-0310@P2',
    arrival: march(11),
    orderId: '4500893',
    line: 10,
    orderedAt: february(17),
    requested: march(11),
    promised: march(11),
    confirmed: march(11),
    confirmedShare: 0.75,
  },
];

/** Long past due and never heard of again: not supply any more. */
export const DEAD_LINE = {
  orderId: '4500612',
  line: 20,
  itemId: 'HB-0810',
  locationId: 'P1',
  supplierId: 'VALDOR',
  quantity: 4000,
  orderedAt: dayOfDate(2026, 12, 14),
  due: january(29),
};
