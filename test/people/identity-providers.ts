// Identity providers on this machine: a certified one, whose people sign in without a form, and a
// small one that can lie in each way that a client has to notice.

import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Idp {
  issuer: string;
  /** Goes where the browser was sent, as that account; the address it is sent back to. */
  visit(url: string, account: object): Promise<string>;
  close(): Promise<void>;
}

interface Client {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

async function listening(handle: RequestListener): Promise<{ server: Server; issuer: string }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

interface Provider {
  callback(): RequestListener;
  interactionFinished(request: unknown, response: unknown, result: object): Promise<void>;
  Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
}

export async function openIdp({ clientId, clientSecret, redirectUri }: Client): Promise<Idp> {
  const accounts = new Map<string, Record<string, unknown>>();
  let handle: RequestListener = () => {};
  const { server, issuer } = await listening((request, response) => handle(request, response));
  const name: string = 'oidc-provider'; // it has no types
  const { Provider } = (await import(name)) as {
    Provider: new (issuer: string, options: object) => Provider;
  };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'k', use: 'sig' }] },
    cookies: { keys: ['a key of the test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/enter/${uid}` },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => accounts.get(id) }),
    loadExistingGrant: async (context: { oidc: Record<string, Record<string, string>> }) => {
      const { session, client } = context.oidc;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const serve = provider.callback();
  let visitor = '';
  handle = (request, response) => {
    if (!request.url?.startsWith('/enter/')) return serve(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: visitor } });
  };
  return {
    issuer,
    async visit(url, account) {
      visitor = (account as { sub: string }).sub;
      accounts.set(visitor, account as Record<string, unknown>);
      return follow(url);
    },
    close: () => closed(server),
  };
}

/** Follows redirections with cookies, until one leaves the provider. */
async function follow(start: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0].split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${answer.status} at ${url}: ${await answer.text()}`);
    const next = new URL(location, url).href;
    if (new URL(next).origin !== new URL(url).origin) return next;
    url = next;
  }
  throw new Error('The provider goes in circles.');
}

const LIES = [
  'algorithm none',
  'shared secret as signature',
  'another key',
  'changed after signing',
  'another issuer in the token',
  'another issuer in the address',
  'another audience',
  'another nonce',
  'no nonce',
  'expired',
  'another state',
  'an error',
  'no token',
  'an issuer for two audiences',
  'not yet valid',
  'its own key in the head',
  'an address of its own keys in the head',
  'a token of another kind',
  'the person was asked a day ago',
] as const;

export interface LyingIdp extends Idp {
  lies: readonly string[];
  lie: string;
  told: Record<string, unknown>; // claims besides: when and how the person was asked
  accessToken: string;
  metadata: Record<string, unknown>; // that is not as it should be
}

export async function openLyingIdp(clientId: string): Promise<LyingIdp> {
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [own, foreign] = [pair(), pair()];
  let nonce = '';
  let account: object = {};
  const { server, issuer } = await listening((request, response) => {
    void answer(request).then((body) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  async function answer(request: IncomingMessage): Promise<object> {
    const path = request.url ?? '';
    for await (const _ of request);
    if (path.startsWith('/.well-known')) return { ...metadata(issuer), ...idp.metadata };
    if (path === '/keys') {
      const key = own.publicKey.export({ format: 'jwk' });
      return { keys: [{ ...key, kid: 'k', use: 'sig', alg: 'RS256' }] };
    }
    const who = { ...account, ...idp.told };
    const about = { issuer, clientId, nonce, account: who };
    const token = idToken(idp.lie, about, own, foreign);
    const tokens = { access_token: idp.accessToken, token_type: 'Bearer', expires_in: 60 };
    return idp.lie === 'no token' ? tokens : { ...tokens, id_token: token };
  }
  const idp: LyingIdp = {
    issuer,
    lies: LIES,
    lie: '',
    told: {},
    accessToken: 'access',
    metadata: {},
    async visit(url, who) {
      const asked = new URL(url).searchParams;
      nonce = asked.get('nonce') ?? '';
      account = who;
      const back = new URL(asked.get('redirect_uri') ?? '');
      const other = 'https://other.example';
      back.searchParams.set('state', asked.get('state') ?? '');
      if (idp.lie === 'another state') back.searchParams.set('state', 'x'.repeat(43));
      const told = idp.lie === 'another issuer in the address' ? other : issuer;
      back.searchParams.set('iss', told);
      if (idp.lie === 'an error') back.searchParams.set('error', 'access_denied');
      else back.searchParams.set('code', 'code');
      return back.href;
    },
    close: () => closed(server),
  };
  return idp;
}

const metadata = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
  authorization_response_iss_parameter_supported: true,
});

interface Pair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

interface Told {
  issuer: string;
  clientId: string;
  nonce: string;
  account: object;
}

function idToken(
  lie: string,
  { issuer, clientId, nonce, account }: Told,
  own: Pair,
  foreign: Pair,
): string {
  const now = Math.floor(Date.now() / 1000);
  const claims: Record<string, unknown> = {
    ...account,
    iss: lie === 'another issuer in the token' ? 'https://other.example' : issuer,
    aud: lie === 'another audience' ? 'somebody-else' : clientId,
    nonce: lie === 'another nonce' ? 'x'.repeat(43) : nonce,
    iat: lie === 'expired' ? now - 7_200 : now,
    exp: lie === 'expired' ? now - 3_600 : now + 60,
  };
  if (lie === 'not yet valid') claims.nbf = now + 3_600;
  if (lie === 'the person was asked a day ago') claims.auth_time = now - 86_400;
  if (lie === 'no nonce') delete claims.nonce;
  if (lie === 'an issuer for two audiences') claims.aud = [clientId, 'somebody-else'];
  const algorithms: Record<string, string> = {
    'algorithm none': 'none',
    'shared secret as signature': 'HS256',
  };
  const alg = algorithms[lie] ?? 'RS256';
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head: Record<string, unknown> = { alg, kid: 'k', ...headOf(lie, issuer, foreign) };
  const signed = `${part(head)}.${part(claims)}`;
  if (alg === 'none') return `${signed}.`;
  const key = FOREIGN.includes(lie) ? foreign.privateKey : own.privateKey;
  const signature = createSign('sha256').update(signed).sign(key).toString('base64url');
  if (lie !== 'changed after signing') return `${signed}.${signature}`;
  return `${part({ alg, kid: 'k' })}.${part({ ...claims, sub: 'admin' })}.${signature}`;
}

/** Signed by a key that is not the provider's. */
const FOREIGN = [
  'another key',
  'its own key in the head',
  'an address of its own keys in the head',
];

/** What a token says of itself, to lead to another key or another use. */
function headOf(lie: string, issuer: string, foreign: Pair): object {
  if (lie === 'its own key in the head') {
    return { kid: 'own', jwk: foreign.publicKey.export({ format: 'jwk' }) };
  }
  if (lie === 'an address of its own keys in the head') {
    return { kid: 'own', jku: `${issuer}/other-keys`, x5u: `${issuer}/other-keys` };
  }
  return lie === 'a token of another kind' ? { typ: 'at+jwt' } : {};
}
