// The server of the live bench, as a process of its own: everything as `drumbeat start` has it, but
// for the limits on how often one key may ask. Says where it is on standard output.

import { startServer } from '../../src/host/start-server.ts';

const [dataFolder = '', port = '0'] = process.argv.slice(2);
const server = await startServer({
  version: 'bench',
  dataFolder,
  database: null,
  port: Number(port),
  host: '127.0.0.1',
  publicOrigin: null,
  demo: null,
  company: null,
  log: { level: 'warn', write: (line) => process.stderr.write(line) },
  say: () => {},
  // The company's day is held: it is planned as of the day that its facts say.
  now: () => Date.parse('2027-03-01T08:00:00Z') + performance.now(),
  limits: { requestsPerMinute: 1e9, openRequestsPerMinute: 1e9, refusedPerMinute: 1e9 },
});
process.stdout.write(`${JSON.stringify({ url: server.url, link: server.firstAdminUrl })}\n`);
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
