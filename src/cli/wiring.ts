// What the command line is given by the composition root: how to open what stands on disk.

import type { FactSource, ListedOrders } from '../app/ports.ts';
import type { InstallationWork } from './installation.ts';
import type { Served, Serving } from './start-command.ts';

export interface Wiring {
  version: string;
  openDataFolder: (folder: string) => FactSource;
  readOrderList: (file: string) => Promise<ListedOrders>;
  /** Loaded when a command asks for it: most do without a database. */
  installation: () => Promise<InstallationWork>;
  server: () => Promise<(serving: Serving) => Promise<Served>>;
}
