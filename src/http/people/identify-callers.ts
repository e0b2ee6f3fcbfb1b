// Who asks, for every request before anything of it is read: an API key in `Authorization`, else a
// session's cookie. Who was found is remembered for some seconds; a change of people forgets all.

import {
  type Identified,
  identifyKey,
  identifySession,
  passkeyNeeded,
} from '../../app/living/people/identify.ts';
import { refusal } from '../../app/living/people/refusals.ts';
import { isOneFactor } from '../../app/living/people/session.ts';
import type { FastifyInstance, FastifyRequest } from '../fastify.ts';
import { cookieOf, readCookies } from './cookies.ts';
import type { PeopleSetting } from './people-options.ts';
import { checkSameOrigin } from './same-origin.ts';

const WHO = 'who';
/** The caller with the session behind it; null = nobody has signed in. */
export const whoAsks = (request: FastifyRequest): Identified | null =>
  request.getDecorator<Identified | null>(WHO);

const REMEMBERED_MS = 5_000;
const REMEMBERED_MAX = 10_000;

export interface Identifier {
  identify(kind: 'key' | 'session', text: string): Promise<Identified | null>;
  forget(): void;
}

export function openIdentifier({
  desk,
  now,
  isDemo,
}: Pick<PeopleSetting, 'desk' | 'now' | 'isDemo'>): Identifier {
  const found = new Map<string, { who: Promise<Identified | null>; until: number }>();
  const lookUp = async (kind: 'key' | 'session', text: string, at: number) => {
    const who = await (kind === 'key' ? identifyKey : identifySession)(desk, text, at);
    // What was opened without a password when this was a demo is closed when it is none.
    return who?.session?.method === 'demo' && !isDemo ? null : who;
  };
  return {
    async identify(kind, text) {
      const digest = `${kind} ${desk.secrets.digest(text)}`;
      const at = now();
      const known = found.get(digest);
      if (known !== undefined && at < known.until && known.until <= at + REMEMBERED_MS) {
        return known.who;
      }
      if (found.size >= REMEMBERED_MAX) found.clear();
      const entry = { who: lookUp(kind, text, at), until: at + REMEMBERED_MS };
      found.set(digest, entry); // at once: requests of the same moment share one look
      const drop = (): void => {
        if (found.get(digest) === entry) found.delete(digest);
      };
      entry.who.then((who) => who ?? drop(), drop);
      return entry.who;
    },
    forget: () => found.clear(),
  };
}

export async function identifyCallers(
  app: FastifyInstance,
  setting: PeopleSetting,
  identifier: Identifier,
): Promise<void> {
  await readCookies(app);
  if (!app.hasRequestDecorator('caller')) app.decorateRequest('caller', null);
  app.decorateRequest(WHO, null);
  app.addHook('onRequest', async (request) => {
    const key = bearerOf(request);
    const token = key === null ? cookieOf(request, 'session', setting.isSecure) : null;
    if (key === null) checkSameOrigin(request, setting.publicOrigin, token !== null);
    if (request.is404 || request.routeOptions.config.right === 'open') return;
    let who: Identified | null = null;
    if (key !== null) {
      who = await identifier.identify('key', key);
      if (who === null) {
        throw refusal('key_not_valid', 'The API key is not valid: unknown, expired or revoked.');
      }
    } else if (token !== null) {
      who = await identifier.identify('session', token);
      const { beforePasskey } = request.routeOptions.config;
      if (isLacking(who, setting) && !beforePasskey) throw passkeyNeeded();
    }
    request.setDecorator(WHO, who);
    request.caller = who?.caller ?? null;
  });
}

/** Whether passkeys are required, and the session was begun without. */
export const isLacking = (
  who: Identified | null,
  { requiresPasskey }: Pick<PeopleSetting, 'requiresPasskey'>,
): boolean => requiresPasskey && who?.session != null && isOneFactor(who.session);

/** Whether the caller of a long answer (a stream) is still who it was, with the same rights. */
export async function stillStands(
  request: FastifyRequest,
  setting: PeopleSetting,
  identifier: Identifier,
): Promise<boolean> {
  const key = bearerOf(request);
  const text = key ?? cookieOf(request, 'session', setting.isSecure);
  const who = text && (await identifier.identify(key === null ? 'session' : 'key', text));
  return JSON.stringify(who ? who.caller : null) === JSON.stringify(request.caller);
}

/** Other schemes are a proxy's affair. */
function bearerOf({ headers }: FastifyRequest): string | null {
  return /^bearer +(.*)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}
