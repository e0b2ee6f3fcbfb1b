// What the command line is given by the composition root: how to open what stands on disk.

import type { FactSource, ListedOrders } from '../app/ports.ts';

export interface Wiring {
  version: string;
  openDataFolder: (folder: string) => FactSource;
  readOrderList: (file: string) => Promise<ListedOrders>;
}
