// One HTTP request, over a kept connection. No answer is an answer of its own kind: whether the
// server took the request is then unknown.

import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

export interface Call {
  method?: string;
  path: string;
  key?: string; // API key
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  timeoutMs?: number;
}

/** The connection broke, or nothing came in time: the request was served or not. */
export class LostAnswer extends Error {}

const TIMEOUT_MS = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export function call(url: string, asked: Call): Promise<Answer> {
  const { method = 'GET', path, key, headers = {}, body, timeoutMs = TIMEOUT_MS } = asked;
  const sent: Record<string, string> = { ...headers };
  if (key !== undefined) sent.authorization = `Bearer ${key}`;
  if (body !== undefined) sent['content-length'] = `${Buffer.byteLength(body)}`;
  return new Promise((resolve, reject) => {
    const lost = (error: Error) => {
      clearTimeout(timer);
      reject(new LostAnswer(error.message, { cause: error }));
    };
    const asking = request(`${url}${path}`, { agent, method, headers: sent }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', lost);
      answer.on('end', () => {
        clearTimeout(timer);
        const text = Buffer.concat(pieces).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      });
    });
    const timer = setTimeout(() => asking.destroy(new Error('no answer in time')), timeoutMs);
    asking.on('error', lost);
    asking.end(body);
  });
}

/** The JSON of an answer of that status; anything else is an error that says what came. */
export async function callJson<Document>(url: string, asked: Call, status = 200) {
  const answer = await call(url, asked);
  if (answer.status === status) return JSON.parse(answer.text) as Document;
  const what = `${asked.method ?? 'GET'} ${asked.path}`;
  throw new Error(`${what}: ${answer.status}, not ${status}: ${answer.text.slice(0, 500)}`);
}
