// The people of the demo, one for each role: known to everybody, and signed in without a password
// where the server was started as a demo and nowhere else.

import type { Role } from '../caller.ts';

export interface DemoPerson {
  key: string; // as `POST /demo/sign-in` names them
  name: string;
  email: string;
  role: Role;
  partyId: string;
}

const demo = (key: string, name: string, role: Role, partyId = ''): DemoPerson => ({
  key,
  name,
  email: `${key.replace('_', '.')}@demo.example`,
  role,
  partyId,
});

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  demo('planner', 'Paula Planner', 'planner'),
  demo('buyer', 'Bruno Buyer', 'buyer'),
  demo('order_desk', 'Olga Orders', 'order_desk'),
  demo('supplier', 'Karl Kessler', 'supplier', 'KESSLER'),
  demo('lead', 'Lena Lead', 'lead'),
  demo('viewer', 'Viktor Viewer', 'viewer'),
  demo('admin', 'Ada Admin', 'admin'),
];
