// People to call at suppliers and customers, and the part numbers that the other side uses.

import { streamOf } from './company.ts';
import { CUSTOMERS } from './customers.ts';
import { PRODUCTS } from './products.ts';
import { PURCHASED_PARTS } from './purchased-parts.ts';
import { mailOf, SUPPLIERS } from './suppliers.ts';

type Row = (string | number)[];

const FIRST_NAMES = (
  'Anna Bernd Carla David Elena Felix Greta Henrik Irina Jonas Klara Lukas Marta Nils Olga Pavel ' +
  'Renata Stefan Tereza Ulrich Vera Wei Xenia Yuki Zofia'
).split(' ');
const LAST_NAMES = (
  'Adler Bianchi Chen Dvořák Ertl Fischer Girard Horváth Ito Jansen Kowalska Lang Moretti Novák ' +
  'Olsen Petit Richter Schmid Tanaka Ullmann Vogel Weber Zhang Ziegler'
).split(' ');

export function contactRows(seed: number): Row[] {
  const random = streamOf(seed, 'contacts');
  const rows: Row[] = [];
  for (const party of [...SUPPLIERS, ...CUSTOMERS]) {
    const isSupplier = 'supplierId' in party;
    const partyId = isSupplier ? party.supplierId : party.customerId;
    const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
    const phone = `+00 555 ${String(random.integer(0, 999999)).padStart(6, '0')}`;
    const german = isSupplier
      ? ['DE', 'AT', 'CH'].includes(party.country)
      : party.language === 'de';
    rows.push([
      partyId,
      name,
      isSupplier ? 'order desk' : 'scheduling',
      phone,
      mailOf(`contact${rows.length + 1}`, partyId),
      german ? 'de' : 'en',
      '',
    ]);
  }
  return rows;
}

export function partyItemRows(seed: number): Row[] {
  const random = streamOf(seed, 'party items');
  const rows: Row[] = [];
  const revision = (): string => random.pick(['A', 'A', 'B', 'C']);
  for (const product of PRODUCTS) {
    for (const { customerId } of product.customers) {
      const number = `${customerId.slice(0, 2)}${random.integer(1000000, 9999999)}`;
      rows.push([customerId, number, product.itemId, revision()]);
    }
  }
  for (const part of PURCHASED_PARTS) {
    for (const supplierId of part.supplierIds) {
      const number = `${supplierId.slice(0, 3)}-${random.integer(10000, 99999)}`;
      rows.push([supplierId, number, part.itemId, revision()]);
    }
  }
  return rows;
}
