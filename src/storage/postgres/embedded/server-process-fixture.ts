// For tests: a process of its own that runs the embedded server and commits rows until it is
// killed, saying each number when its row is kept. Arguments: data folder, binaries ('' = ours).

import { openOwner } from '../owner.ts';
import { startEmbedded } from './embedded-server.ts';

const CLIENTS = 8;

const [dataFolder, binaries] = process.argv.slice(2);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  const server = await startEmbedded({
    dataFolder,
    binaries: binaries === '' ? undefined : binaries,
    log: say,
  });
  say(`postmaster ${server.pid}`);
  const owner = openOwner({ connection: server.connection });
  const commit = async (id: number): Promise<void> => {
    await owner.transaction((session) =>
      session.query('insert into public.kept values ($1)', [id]),
    );
    say(`kept ${id}`);
  };
  await owner.transaction((session) =>
    session.query('create table if not exists public.kept (id int)'),
  );
  const work = async (client: number): Promise<void> => {
    for (let id = client; ; id += CLIENTS) await commit(id);
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => work(client)));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
