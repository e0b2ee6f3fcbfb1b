// A client of the API as the bench needs it: becomes the first admin, makes itself a key, posts.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface BenchServer {
  url: string;
  key: string;
  stop(): Promise<void>;
}

const PORT = 7_391;

export async function startBenchServer(dataFolder: string): Promise<BenchServer> {
  const entry = fileURLToPath(new URL('./serve.ts', import.meta.url));
  const flags = ['--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, entry, dataFolder, String(PORT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told = await firstLine(child);
  const { link } = JSON.parse(told) as { link: string };
  const url = `http://127.0.0.1:${PORT}`;
  const key = await keyOf(url, link.split('#')[1]!);
  return {
    url,
    key,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error('The server ended before it was up.');
}

async function keyOf(url: string, token: string): Promise<string> {
  const origin = url.replace('127.0.0.1', 'localhost');
  const admin = await fetch(`${url}/api/v1/first-admin/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({
      name: 'Bench',
      email: 'bench@example.com',
      password: 'a long enough sentence',
    }),
  });
  if (!admin.ok) throw new Error(await admin.text());
  const cookie = admin.headers.getSetCookie().map((each) => each.split(';')[0]);
  const made = await fetch(`${url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookie.join('; '), origin },
    body: JSON.stringify({
      name: 'bench',
      role: 'admin',
      scopes: [
        'facts.read',
        'facts.write',
        'plan.read',
        'exceptions.read',
        'stream.read',
        'settings.write',
        'settings.read',
      ],
    }),
  });
  if (!made.ok) throw new Error(await made.text());
  return ((await made.json()) as { key: string }).key;
}

export interface Poster {
  post(path: string, type: string, body: string | Buffer): Promise<unknown>;
  close(): void;
}

/** Requests over at most so many connections that stay open. */
export function openPoster({ url, key }: BenchServer, connections: number): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    post: (path, type, body) =>
      new Promise((resolve, reject) => {
        const headers = {
          authorization: `Bearer ${key}`,
          'content-type': type,
          'content-length': Buffer.byteLength(body),
        };
        const method = type === '' ? 'GET' : 'POST';
        const asked = request(`${url}${path}`, { method, agent, headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (piece) => {
            text += piece;
          });
          answer.on('end', () => {
            if (answer.statusCode === 200) resolve(JSON.parse(text));
            else reject(new Error(`${answer.statusCode} ${text.slice(0, 300)}`));
          });
        });
        asked.on('error', reject);
        asked.end(body);
      }),
    close: () => agent.destroy(),
  };
}
