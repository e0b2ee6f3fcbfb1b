// Every sentence that exceptions and cases say, each a whole one with slots. Slots are finished
// texts: names, quantities with their unit, dates, money, and clauses that follow "because".

/** "on 24 Mar", "from 24 Mar to 2 Apr". */
function spell({ from, to }: { from: string; to: string }): string {
  return from === to ? `on ${from}` : `from ${from} to ${to}`;
}

export const WORDS = {
  // Findings
  runsShort: (s: { what: string; quantity: string; from: string; because: string; hurt: string }) =>
    `${s.what} runs short by ${s.quantity} from ${s.from} because ${s.because}; ${s.hurt}`,
  alsoShort: (s: { sentence: string; other: string }) => `${s.sentence}; ${s.other} runs short too`,
  othersShort: (s: { sentence: string; count: string }) =>
    `${s.sentence}; ${s.count} other item-locations run short too`,
  belowSafetyStock: (s: {
    what: string;
    safetyStock: string;
    gap: string;
    from: string;
    to: string;
  }) => `${s.what} lies up to ${s.gap} under its safety stock of ${s.safetyStock} ${spell(s)}`,
  late: (s: {
    order: string;
    quantity: string;
    days: string;
    delivered: string;
    due: string;
    because: string;
    money: string;
  }) =>
    `${s.order}: ${s.quantity} come ${s.days} late, on ${s.delivered} instead of ` +
    `${s.due}, because ${s.because}; ${s.money}`,
  notDelivered: (s: {
    order: string;
    quantity: string;
    due: string;
    because: string;
    money: string;
  }) =>
    `${s.order}: ${s.quantity} due on ${s.due} cannot be delivered in full within the ` +
    `horizon because ${s.because}; ${s.money}`,
  supplyComesLate: (s: {
    order: string;
    goods: string;
    comes: string;
    days: string;
    wanted: string;
    hurt: string;
  }) =>
    `${s.order}, ${s.goods}, can be used on ${s.comes}, ${s.days} after the first need ` +
    `on ${s.wanted}; ${s.hurt}`,
  supplyOverdue: (s: {
    order: string;
    goods: string;
    due: string;
    expected: string;
    hurt: string;
  }) =>
    `${s.order}, ${s.goods}, was due on ${s.due} and is still open; the plan counts on ` +
    `it from ${s.expected}; ${s.hurt}`,
  supplySilent: (s: { order: string; goods: string; due: string; hurt: string }) =>
    `${s.order}, ${s.goods}, was due on ${s.due} and nobody has said more; it no longer ` +
    `counts as supply: ask or close; ${s.hurt}`,
  unconfirmed: (s: { order: string; goods: string; due: string; days: string }) =>
    `${s.order}, ${s.goods}, due on ${s.due}, is not confirmed ${s.days} after it was ordered`,
  unconfirmedNear: (s: { order: string; goods: string; due: string }) =>
    `${s.order}, ${s.goods}, is due on ${s.due} and not confirmed`,
  supplyShort: (s: { order: string; what: string; coming: string; ordered: string }) =>
    `${s.order}: only ${s.coming} of the ${s.ordered} of ${s.what} are confirmed`,
  supplyClosedShort: (s: { order: string; what: string; coming: string; ordered: string }) =>
    `${s.order} was closed with ${s.coming} of the ${s.ordered} of ${s.what}`,
  expedite: (s: { order: string; goods: string; from: string; to: string }) =>
    `Expedite ${s.order}: ${s.goods}, wanted from ${s.to} and coming on ${s.from}; a new ` +
    `order would come later than wanted`,
  rescheduleIn: (s: { order: string; goods: string; from: string; to: string }) =>
    `Bring ${s.order} forward from ${s.from} to ${s.to}: ${s.goods} are needed from then on`,
  rescheduleOut: (s: { order: string; goods: string; from: string; to: string; money: string }) =>
    `Move ${s.order} out from ${s.from} to ${s.to}: ${s.goods} are not needed before; ${s.money}`,
  decrease: (s: { order: string; what: string; by: string; to: string; money: string }) =>
    `Reduce ${s.order} by ${s.by} to ${s.to}: nothing needs the rest of ${s.what}; ${s.money}`,
  cancel: (s: { order: string; goods: string; from: string; money: string }) =>
    `Cancel ${s.order} of ${s.from}: nothing within the horizon needs ${s.goods}; ${s.money}`,
  increase: (s: { order: string; what: string; by: string; to: string }) =>
    `Increase ${s.order} by ${s.by} to ${s.to}: the planning time fence of ${s.what} ` +
    `lets no new order in`,
  release: (s: { orders: string; quantity: string; what: string; received: string }) =>
    `Release ${s.orders} today: ${s.quantity} of ${s.what}, received by ${s.received}`,
  releaseLate: (s: { orders: string; quantity: string; what: string; received: string }) =>
    `Release ${s.orders} today, too late for the need: ${s.quantity} of ${s.what}, ` +
    `received by ${s.received}`,
  notClear: (s: { order: string; missing: string; since: string; until: string; hurt: string }) =>
    `${s.order} is not clear to build: ${s.missing} missing on ${s.since}, there from ` +
    `${s.until}; ${s.hurt}`,
  notClearAtAll: (s: { order: string; missing: string; since: string; hurt: string }) =>
    `${s.order} is not clear to build: ${s.missing} missing on ${s.since} and not there ` +
    `within the horizon; ${s.hurt}`,
  excess: (s: {
    what: string;
    quantity: string;
    days: string;
    from: string;
    to: string;
    money: string;
  }) => `${s.what} is up to ${s.quantity} above ${s.days} of supply ${spell(s)}; ${s.money}`,
  contractExcess: (s: { what: string; quantity: string; order: string; money: string }) =>
    `${s.what} keeps ${s.quantity} that nothing needs: the contract does not let ` +
    `${s.order} be reduced; ${s.money}`,
  slowMoving: (s: { what: string; quantity: string; days: string; money: string }) =>
    `${s.what}: ${s.quantity} have not been used for ${s.days} and nothing asks for ` +
    `them; ${s.money}`,
  expires: (s: { what: string; quantity: string; batch: string; on: string; money: string }) =>
    `${s.what}: ${s.quantity} of ${s.batch} expire unused on ${s.on}; ${s.money}`,

  // Cases without a hole of their own
  toChase: (s: { unanswered: string; hurt: string }) => `${s.unanswered}; ${s.hurt}`,
  toChaseShort: (s: { unanswered: string; items: string; from: string; hurt: string }) =>
    `${s.unanswered}: ${s.items} short from ${s.from}; ${s.hurt}`,
  backlog: (s: { place: string; hurt: string }) =>
    `Goods are there at ${s.place} and were not shipped in time; ${s.hurt}`,
  sameFault: (s: { sentence: string; others: string }) => `${s.sentence} ${s.others}`,
  heldUp: (s: { because: string; hurt: string }) =>
    `Demand is late because ${s.because}; ${s.hurt}`,

  // Clauses after "because"
  supplyConfirmedLate: (s: { order: string; days: string }) =>
    `${s.order} is confirmed ${s.days} after it is needed`,
  supplyPromisedLate: (s: { order: string; days: string }) =>
    `${s.order} is promised ${s.days} after it is needed`,
  supplyBelievedLate: (s: { order: string; days: string }) =>
    `${s.order} is believed to come ${s.days} after it is needed`,
  supplyShippedLate: (s: { order: string; days: string }) =>
    `${s.order} is on its way and arrives ${s.days} after it is needed`,
  supplyUnconfirmedLate: (s: { order: string; days: string }) =>
    `${s.order} is not confirmed and due ${s.days} after it is needed`,
  supplyDueLate: (s: { order: string; days: string }) =>
    `${s.order} is due ${s.days} after it is needed`,
  supplyUnanswered: (s: { order: string }) => `${s.order} is not confirmed`,
  supplyPastDue: (s: { order: string; due: string }) =>
    `${s.order} was due on ${s.due} and is still open`,
  stockInspected: (s: { quantity: string; until: string }) =>
    `${s.quantity} are in inspection until ${s.until}`,
  stockNegative: (s: { quantity: string }) => `its stock record says ${s.quantity}`,
  stockInTransit: (s: { quantity: string; until: string }) =>
    `${s.quantity} are in transit until ${s.until}`,
  askedTooLate: (s: { demand: string; days: string; leadTime: string }) =>
    `${s.demand} came ${s.days} before it is due and getting more takes ${s.leadTime}`,
  neededNow: (s: { what: string; leadTime: string }) =>
    `${s.what} is needed today and getting more takes ${s.leadTime}`,
  leadTimeTooLong: (s: { what: string; days: string; leadTime: string }) =>
    `${s.what} is needed in ${s.days} and getting more takes ${s.leadTime}`,
  reorderPointLow: (s: { what: string; point: string }) =>
    `${s.what} is ordered only when it falls to its reorder point of ${s.point}`,
  minMaxLow: (s: { what: string; point: string }) =>
    `${s.what} is filled up only when it falls to ${s.point}`,
  fence: (s: { what: string; days: string }) =>
    `${s.what} may not be ordered inside its planning time fence of ${s.days}`,
  notPlanned: (s: { what: string }) => `nothing is ordered for ${s.what} (planning method none)`,
  noSource: (s: { what: string }) => `${s.what} has no source of supply`,
  partOfItself: (s: { what: string }) => `${s.what} is a part of itself by the bills of material`,
  noSender: (s: { what: string }) => `${s.what} is transferred from where it is not kept`,
  nothingInTime: (s: { what: string }) => `nothing can supply ${s.what} within the horizon`,
  raisedCallOffs: (s: {
    customer: string;
    item: string;
    percent: string;
    before: string;
    now: string;
    from: string;
  }) =>
    `${s.customer} raised its ${s.item} call-offs by ${s.percent}, from ${s.before} to ` +
    `${s.now}, from ${s.from}`,
  raisedCallOff: (s: {
    customer: string;
    item: string;
    before: string;
    now: string;
    from: string;
  }) => `${s.customer} raised its ${s.item} call-off of ${s.from} from ${s.before} to ${s.now}`,
  newCallOffs: (s: { customer: string; item: string; now: string; from: string }) =>
    `${s.customer} called ${s.now} of ${s.item} off from ${s.from} that its last release did not`,
  earlierCallOffs: (s: { customer: string; item: string; from: string }) =>
    `${s.customer} moved its ${s.item} call-offs from ${s.from} forward`,
  answeredShort: (s: { order: string; coming: string; ordered: string }) =>
    `only ${s.coming} of the ${s.ordered} of ${s.order} are confirmed`,
  closedShort: (s: { order: string; coming: string; ordered: string }) =>
    `${s.order} was closed with ${s.coming} of the ${s.ordered} ordered`,
  silentLine: (s: { party: string }) => `1 order line of ${s.party} is unanswered`,
  silentLines: (s: { party: string; count: string }) =>
    `${s.count} order lines of ${s.party} are unanswered`,
  notShipped: (s: { place: string }) => `the goods are there at ${s.place} and were not shipped`,
  tooMuch: (s: { what: string }) => `more of ${s.what} is there or on its way than is needed`,
  batchExpires: (s: { batch: string; on: string }) => `${s.batch} expires on ${s.on}`,
  safetyStockSet: (s: { quantity: string }) => `its safety stock is ${s.quantity}`,
  waitsForOrder: (s: { because: string }) => `its order ships complete and ${s.because}`,
  releaseDay: (s: { leadTime: string }) => `getting more takes ${s.leadTime}`,

  aDay: (s: { quantity: string }) => `${s.quantity} a day`,
  aCall: (s: { quantity: string }) => `${s.quantity} a call-off`,

  it: () => 'it',

  // Whom it hurts
  nobodyLate: () => 'no customer is late yet',
  waitsLonger: (s: { what: string }) => `what needs it waits longer still for ${s.what}`,
  hurt: (s: { who: string; money: string }) => `${s.who}, ${s.money}`,
  ordersOf: (s: { orders: string; customers: string }) => `${s.orders} of ${s.customers}`,
  withForecast: (s: { orders: string }) => `${s.orders} and forecast`,
  forecastOnly: () => 'forecast demand',
  bothKinds: (s: { orders: string; callOffs: string }) => `${s.orders} and ${s.callOffs}`,

  // Money
  margin: (s: { money: string }) => `${s.money} margin`,
  revenue: (s: { money: string }) => `${s.money} revenue (no cost is known)`,
  cost: (s: { money: string }) => `${s.money} at cost (no price is known)`,
  terms: (s: { money: string }) => `${s.money} at risk under customer terms`,
  mixed: (s: { money: string }) => `${s.money} at risk`,
  holding: (s: { money: string }) => `holding costs ${s.money}`,
  writeOff: (s: { money: string }) => `write-off of ${s.money}`,
  unknownValue: () => 'value not known (neither price nor cost)',
  partlyUnknown: (s: { money: string; lines: string }) =>
    `${s.money}, without ${s.lines} that have neither price nor cost`,
} as const;

/** The sentence with a capital at its beginning. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
