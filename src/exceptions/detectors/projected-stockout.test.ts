import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atPlant2, order, purchase, stock } from '../detection-fixture.ts';

test('two holes in the balance are two exceptions, each with its own depth and days', () => {
  const { of } = atPlant2({
    inventory: [stock(50)],
    purchase_orders: [purchase('1', 40, '2027-03-05'), purchase('2', 30, '2027-03-09')],
    sales_orders: [order('SO-1', 80, '2027-03-03'), order('SO-2', 30, '2027-03-07')],
  });
  assert.deepEqual(
    of('projected_stockout').map(({ subject, first_date, last_date, quantity }) => [
      subject,
      first_date,
      last_date,
      quantity,
    ]),
    [
      [{ item_id: '4711', location_id: 'P2' }, '2027-03-03', '2027-03-04', 30],
      [{ item_id: '4711', location_id: 'P2' }, '2027-03-07', '2027-03-08', 20],
    ],
  );
});

test('a hole is critical, high or medium by the demand that is late for it', () => {
  const severityOf = (date: string, lateDate: string) =>
    atPlant2({
      purchase_orders: [purchase('1', 40, lateDate)],
      sales_orders: [order('SO-1', 40, date)],
    }).of('projected_stockout')[0].severity;
  assert.equal(severityOf('2027-03-15', '2027-03-17'), 'critical');
  assert.equal(severityOf('2027-03-16', '2027-03-17'), 'high');

  const forecast = { version: '1', item_id: '4711', location_id: 'P2', date: '2027-03-05' };
  const onlyForecast = atPlant2({ forecasts: [{ ...forecast, quantity: 10 }] });
  assert.equal(onlyForecast.of('projected_stockout')[0].severity, 'high');
  assert.equal(atPlant2({ inventory: [stock(-5)] }).of('projected_stockout')[0].severity, 'medium');
});

test('a hole to the end of the horizon lasts to its last day', () => {
  const { of } = atPlant2({ sourcing: [], sales_orders: [order('SO-1', 10, '2027-03-20')] });
  assert.equal(of('projected_stockout')[0].last_date, '2027-03-30');
});
