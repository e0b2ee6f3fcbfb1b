// The series of demand history: one for each (item, location, customer), numbered as they come.

export interface SeriesIndex {
  count: number;
  slots: Int32Array; // hash table: series + 1, 0 = free
  item: Int32Array; // by series: pool code
  location: Int32Array;
  customer: Int32Array; // 0 = not given
}

export function createSeriesIndex(): SeriesIndex {
  return {
    count: 0,
    slots: new Int32Array(1024),
    item: new Int32Array(512),
    location: new Int32Array(512),
    customer: new Int32Array(512),
  };
}

function hash(item: number, location: number, customer: number): number {
  let mixed = Math.imul(item, 0x9e3779b1) ^ Math.imul(location, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97) ^ Math.imul(customer, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 16);
}

export function seriesOf(
  index: SeriesIndex,
  item: number,
  location: number,
  customer: number,
): number {
  const { slots } = index;
  const mask = slots.length - 1;
  let slot = hash(item, location, customer) & mask;
  for (;;) {
    const series = slots[slot]! - 1;
    if (series < 0) break;
    if (
      index.item[series] === item &&
      index.location[series] === location &&
      index.customer[series] === customer
    ) {
      return series;
    }
    slot = (slot + 1) & mask;
  }
  const series = index.count++;
  if (series === index.item.length) growSeries(index);
  index.item[series] = item;
  index.location[series] = location;
  index.customer[series] = customer;
  slots[slot] = series + 1;
  if (index.count * 2 > slots.length) growSlots(index);
  return series;
}

function growSeries(index: SeriesIndex): void {
  const size = Math.ceil(index.item.length * 1.5);
  for (const name of ['item', 'location', 'customer'] as const) {
    const larger = new Int32Array(size);
    larger.set(index[name]);
    index[name] = larger;
  }
}

function growSlots(index: SeriesIndex): void {
  const slots = new Int32Array(index.slots.length * 2);
  const mask = slots.length - 1;
  for (let series = 0; series < index.count; series++) {
    let slot = hash(index.item[series]!, index.location[series]!, index.customer[series]!) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = series + 1;
  }
  index.slots = slots;
}
