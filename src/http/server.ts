// The HTTP server: starts to listen, and stops so that nobody is cut off in the middle of an
// answer.

import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { type ApiOptions, buildApi } from './app.ts';

const IDLE_LOOK_MS = 20;

export interface HttpServer {
  /** Resolves with the address once it listens; port 0 takes a free one. */
  listen(port: number, host: string): Promise<{ port: number; host: string }>;
  /** Readiness goes, streams end, requests that run come to their end, at the latest after that. */
  close(graceMs: number): Promise<void>;
}

export async function createServer(options: ApiOptions): Promise<HttpServer> {
  const { app, startStopping } = await buildApi(options);
  await app.ready();
  let closing: Promise<void> | null = null;

  async function stop(graceMs: number): Promise<void> {
    startStopping();
    const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
    const idle = setInterval(() => app.server.closeIdleConnections(), IDLE_LOOK_MS);
    await app.close();
    clearTimeout(cut);
    clearInterval(idle);
  }

  return {
    async listen(port, host) {
      try {
        await app.listen({ port, host });
      } catch (error) {
        throw listenFault(error as NodeJS.ErrnoException, port, host);
      }
      const address = app.server.address() as AddressInfo;
      return { port: address.port, host: address.address };
    },
    close(graceMs) {
      closing ??= stop(graceMs);
      return closing;
    },
  };
}

/** Says at once that a port cannot be had, before anything is brought up that takes its time. */
export function demandPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createSocketServer();
    probe.once('error', (error) => reject(listenFault(error, port, host)));
    probe.listen({ port, host }, () => probe.close(() => resolve()));
  });
}

function listenFault(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE:
      `Port ${port} on ${host} is taken by another program.\n` +
      `Maybe Drumbeat runs already, or start it on another port: --port ${port + 1}`,
    EACCES:
      `Port ${port} on ${host} may not be used by this user.\n` +
      'Maybe start on a port above 1023: --port 7070',
    EADDRNOTAVAIL: `${host} is no address of this machine.\nMaybe listen on 127.0.0.1.`,
  };
  const sentence = sentences[error.code ?? ''];
  return sentence === undefined ? error : new Error(sentence, { cause: error });
}
