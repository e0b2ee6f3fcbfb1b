import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { placeOf } from './connection.ts';
import {
  DatabaseUnavailableError,
  isCanceled,
  isReadOnly,
  isUniqueViolation,
  openDatabase,
  type Scope,
  type Session,
} from './database.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const scope: Scope = { orgId: 1, role: 'system', partyId: '' };
let db: TestDatabase;

before(async () => {
  db = await openTestDatabase({ migrated: true });
  await db.owner.transaction(async (session) => {
    await session.query('create table drumbeat.tally (id integer primary key, note text)');
  });
});
after(() => db.close());

const transact = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
  db.database.transaction(scope, work);
const rows = (): Promise<{ id: number }[]> =>
  transact((session) => session.query('select id from tally order by id'));
const add = (id: number) => (session: Session) =>
  session.query('insert into tally values ($1, $2)', [id, 'x']);
const empty = (): Promise<unknown> => transact((session) => session.query('delete from tally'));

test('values come back as what they are', async () => {
  const [row] = await transact((session) =>
    session.query(
      `select 9007199254740991::bigint as big, 1.10::numeric as exact, date '2027-03-01' as day,
         timestamptz '2027-03-01 12:00:00.5+02' as at, array[1, 2]::bigint[] as bigs,
         array[date '2027-03-01'] as days, 'infinity'::timestamptz as never,
         '{"a": [1]}'::jsonb as json, '\\x01'::bytea as bytes, null::bigint as none`,
    ),
  );
  assert.deepEqual(row, {
    big: Number.MAX_SAFE_INTEGER,
    exact: '1.10',
    day: '2027-03-01',
    at: Date.UTC(2027, 2, 1, 10, 0, 0, 500),
    bigs: [1, 2],
    days: ['2027-03-01'],
    never: Number.POSITIVE_INFINITY,
    json: { a: [1] },
    bytes: Buffer.from([1]),
    none: null,
  });
  const large = transact((session) => session.query('select 9007199254740993::bigint'));
  await assert.rejects(large, /9007199254740993 is too large/);
});

test('work that fails leaves nothing, and its error is told apart by its state', async () => {
  await empty();
  const twice = transact(async (session) => {
    await add(1)(session);
    await add(1)(session);
  });
  await assert.rejects(twice, isUniqueViolation);
  const own = new Error('changed my mind');
  const thrown = transact(async (session) => {
    await add(2)(session);
    throw own;
  });
  await assert.rejects(thrown, (error) => error === own);
  assert.deepEqual(await rows(), []);
});

test('a failed statement that is passed over does not look like a commit', async () => {
  const swallowed = transact(async (session) => {
    await add(1)(session);
    await session.query('select 1 / 0').catch(() => {});
  });
  await assert.rejects(swallowed, /passed over: rolled back/);
  assert.deepEqual(await rows(), []);
});

test('a session is of no use after its transaction', async () => {
  let kept: Session | null = null;
  await transact(async (session) => {
    kept = session;
  });
  await assert.rejects(kept!.query('select 1'), /has ended/);
  assert.throws(() => kept!.copyIn('copy tally from stdin'), /has ended/);
});

test('reads change nothing and see one moment', async () => {
  await empty();
  await assert.rejects(db.database.read(scope, add(1)), isReadOnly);
  const seen = await db.database.read(scope, async (session) => {
    const first = await session.query('select id from tally');
    await transact(add(1));
    return [first, await session.query('select id from tally')];
  });
  assert.deepEqual(seen, [[], []]);
});

test('work that another transaction was in the way of is run again', async () => {
  await empty();
  await transact(async (session) => {
    await add(1)(session);
    await add(2)(session);
  });
  let runs = 0;
  let arrived = 0;
  const meet = async (): Promise<void> => {
    arrived += 1;
    while (arrived < 2) await sleep(1);
  };
  const touch = (first: number, second: number) =>
    transact(async (session) => {
      runs += 1;
      const update = "update tally set note = note || '+' where id = $1";
      await session.query(update, [first]);
      await meet();
      await session.query(update, [second]);
    });
  await Promise.all([touch(1, 2), touch(2, 1)]); // a deadlock: one of the two gives way
  assert.equal(runs, 3);
  const notes = await transact((session) => session.query('select note from tally'));
  assert.deepEqual(notes, [{ note: 'x++' }, { note: 'x++' }]);
});

test('a statement longer than the transaction allows is ended', async () => {
  const long = (session: Session) => session.query('select pg_sleep(10)');
  await assert.rejects(
    db.database.transaction(scope, long, { statementTimeoutMs: 20 }),
    isCanceled,
  );
  const [{ limit }] = await transact((session) =>
    session.query<{ limit: string }>("select current_setting('statement_timeout') as limit"),
  );
  assert.equal(limit, '0', 'the next one is without');
});

test('COPY takes rows in and gives them back', async () => {
  await empty();
  await transact(async (session) => {
    const lines = Array.from({ length: 10_000 }, (_, id) => `${id}\tnote\n`);
    await pipeline(Readable.from(lines), session.copyIn('copy tally from stdin'));
    assert.equal((await session.query('select 1 from tally')).length, 10_000);
  });
  let lines = 0;
  await db.database.read(scope, async (session) => {
    for await (const piece of session.copyOut('copy tally to stdout')) {
      lines += String(piece).split('\n').length - 1;
    }
  });
  assert.equal(lines, 10_000);
});

test('a COPY that fails, at either end, undoes the transaction; the next goes on', async () => {
  await empty();
  const backs: number[] = [];
  const copy = (source: Iterable<string>) =>
    transact(async (session) => {
      backs.push((await session.query<{ pid: number }>('select pg_backend_pid() as pid'))[0].pid);
      await add(7)(session);
      await pipeline(Readable.from(source), session.copyIn('copy tally from stdin'));
    });
  await assert.rejects(copy(['1\tx\n', 'no number\tx\n']), { code: '22P02' });
  await assert.rejects(copy(['1\tx\n', '1\ty\n']), isUniqueViolation);
  const long = Array.from({ length: 2_000 }, (_, id) => `${id + 100}\t${'x'.repeat(1_000)}\n`);
  await assert.rejects(copy([...long, '7\ty\n', ...long]), isUniqueViolation);
  await assert.rejects(copy(['no number\tx\n', ...long, ...long]), { code: '22P02' });
  await assert.rejects(copy(long.concat('a\tb\tc\n', ...long)), { code: '22P04' });
  assert.equal(new Set(backs).size, 1, 'what the server refused leaves the connection sound');
  function* broken(): Generator<string> {
    yield '1\tx\n';
    throw new Error('the file ended early');
  }
  await assert.rejects(copy(broken()), /ended early/);
  await assert.rejects(
    transact(async (session) => {
      session.copyIn('copy tally from stdin').write('1\tx\n');
    }),
    /left open/,
  );
  await assert.rejects(
    db.database.read(scope, async (session) => {
      const huge = session.copyOut('copy (select generate_series(1, 1000000)) to stdout');
      for await (const _ of huge) throw new Error('enough');
    }),
    /enough/,
  );
  const wrong = (session: Session) => session.copyOut('copy nowhere to stdout').toArray();
  await assert.rejects(db.database.read(scope, wrong), { code: '42P01' });
  assert.deepEqual(await rows(), []);
});

test('a connection that goes away is an error of its own, and the next one is new', async () => {
  await empty();
  const lost: unknown[] = [];
  const database = openDatabase({
    connection: db.connection,
    maxConnections: 2,
    onLost: (error) => lost.push(error),
  });
  const kill = (pid: number) =>
    db.owner.transaction((session) => session.query('select pg_terminate_backend($1)', [pid]));
  const pidOf = async (session: Session): Promise<number> =>
    (await session.query<{ pid: number }>('select pg_backend_pid() as pid'))[0].pid;
  const idle = await database.transaction(scope, pidOf);
  await kill(idle);
  for (let wait = 0; wait < 200 && lost.length === 0; wait++) await sleep(5);
  assert.equal(lost.length, 1, 'it was told while idle');
  const during = database.transaction(scope, async (session) => {
    await add(1)(session);
    await kill(await pidOf(session));
    await session.query('select 1');
  });
  await assert.rejects(
    during,
    (error) => error instanceof DatabaseUnavailableError && !error.outcomeUnknown,
  );
  const inCopy = database.transaction(scope, async (session) => {
    const pid = await pidOf(session);
    const source = async function* (): AsyncGenerator<string> {
      for (let id = 0; ; id++) {
        if (id === 5) await kill(pid);
        await sleep(2);
        yield `${id}\t${'x'.repeat(100_000)}\n`;
      }
    };
    await pipeline(source(), session.copyIn('copy tally from stdin'));
  });
  await assert.rejects(inCopy, DatabaseUnavailableError);
  const [{ id }] = await database.transaction(scope, (session) =>
    session.query<{ id: number }>('select count(*) as id from tally'),
  );
  assert.equal(id, 0);
  await database.close();
});

test('a database that cannot be reached says so at once', async () => {
  const lost: unknown[] = [];
  const database = openDatabase({
    connection: { socketFolder: '/nowhere', port: 1, user: 'x', database: 'x' },
    maxConnections: 2,
    onLost: (error) => lost.push(error),
  });
  await assert.rejects(database.read(scope, add(1)), DatabaseUnavailableError);
  await assert.rejects(
    database.listen('news', () => {}),
    DatabaseUnavailableError,
  );
  assert.equal(await database.isReady(), false);
  assert.equal(lost.length > 0, true);
  await database.close();
});

test('scopes that name no organisation or role are refused before anything is sent', async () => {
  for (const orgId of [0, -1, 1.5, Number.NaN, 2 ** 31]) {
    await assert.rejects(
      db.database.read({ ...scope, orgId }, (session) => session.query('select 1')),
      RangeError,
    );
  }
  const role = 'admin' as Scope['role'];
  await assert.rejects(
    db.database.read({ ...scope, role }, (session) => session.query('select 1')),
    RangeError,
  );
});

test('by URL the program takes its role as the connection starts', async () => {
  const { socketFolder, port, user, database: name } = db.connection;
  const host = encodeURIComponent(socketFolder);
  const url = `postgres:///${name}?host=${host}&port=${port}&user=${user}`;
  const database = openDatabase({ connection: { url }, maxConnections: 1, onLost: () => {} });
  for (const statement of ['reset role', 'select 1 / 0']) {
    await database.transaction(scope, (session) => session.query(statement)).catch(() => {});
    const users = await database.read(scope, (session) =>
      session.query('select current_user as here, session_user as who'),
    );
    assert.deepEqual(users, [{ here: 'drumbeat_app', who: 'postgres' }]);
  }
  await database.close();
});

test('a message names the place of a database, without its password', () => {
  const place = placeOf({ url: 'postgres://drum:sesame@db.example:5433/beat' });
  assert.equal(place, 'the database beat on db.example:5433');
  assert.equal(placeOf({ url: 'not a url' }), 'the database that the URL names');
});

test('listeners hear, and hear once more when their connection was lost', async () => {
  const heard: string[] = [];
  const until = async (count: number): Promise<void> => {
    for (let wait = 0; wait < 400 && heard.length < count; wait++) await sleep(5);
  };
  const end = await db.database.listen('news', (payload) => heard.push(payload));
  const tell = (payload: string) =>
    transact((session) => session.query("select pg_notify('news', $1)", [payload]));
  await tell('one');
  await until(1);
  await db.owner.transaction((session) =>
    session.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query ilike 'listen%'`,
    ),
  );
  await until(2);
  await tell('two');
  await until(3);
  await end();
  await tell('three');
  await sleep(30);
  assert.deepEqual(heard, ['one', '', 'two']);
});
