// A program's way in: the first admin's link, and an API key for the load's client.

import { call } from './http-call.ts';
import type { ServerProcess } from './server-process.ts';

const SCOPES = ['facts.read', 'facts.write', 'plan.read', 'settings.read', 'settings.write'];
export const PASSWORD = 'seventeen drums beat over the hill';
const MORE = ['notes.write', 'quarantine.read', 'stream.read', 'exceptions.read'];

export async function makeKey(server: ServerProcess): Promise<string> {
  const { url, adminToken } = server;
  const person = {
    name: 'Soak',
    email: 'soak@example.com',
    password: PASSWORD,
  };
  const headers = { 'content-type': 'application/json', origin: url };
  const path = `/api/v1/first-admin/${adminToken}`;
  const welcome = await call(url, { method: 'POST', path, headers, body: JSON.stringify(person) });
  const cookies = [welcome.headers['set-cookie'] ?? []].flat().map((each) => each.split(';')[0]);
  if (welcome.status !== 200 || cookies.length === 0) throw new Error(`no way in: ${welcome.text}`);
  const asked = { name: 'load', role: 'admin', scopes: [...SCOPES, ...MORE] };
  const made = await call(url, {
    method: 'POST',
    path: '/api/v1/api-keys',
    headers: { ...headers, cookie: cookies.join('; ') },
    body: JSON.stringify(asked),
  });
  if (made.status !== 200) throw new Error(`no key: ${made.text}`);
  return (JSON.parse(made.text) as { key: string }).key;
}
