// An authenticator in software, as the WebAuthn standard has them: it makes a key pair on P-256 for
// an origin, keeps it, counts its uses, and signs what it is asked. CBOR as far as it needs it.

import {
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

export interface Authenticator {
  create(options: Ceremony, origin: string, lie?: Lie): object;
  get(options: Ceremony, origin: string, lie?: Lie): object;
  /** As a copy of the device would be: it counts on from where it stands now. */
  copied(): Authenticator;
}

export interface Ceremony {
  challenge: string;
  rp?: { id: string };
  rpId?: string;
}

/** What is not as it should be. */
export interface Lie {
  verified?: boolean; // the user was not verified
  type?: string;
  rpId?: string;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_KEY = 0x40;

export function newAuthenticator(counts = true): Authenticator {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return authenticator(privateKey, randomBytes(32), counts ? 1 : 0);
}

function authenticator(key: KeyObject, id: Buffer, start: number): Authenticator {
  let counter = start;
  const client = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const data = (rpId: string, flags: number, rest: Buffer, lie: Lie): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    if (start > 0) counter++;
    const shown = lie.verified === false ? flags & ~USER_VERIFIED : flags;
    return Buffer.concat([sha256(lie.rpId ?? rpId), Buffer.from([shown]), count, rest]);
  };
  const answer = (response: object): object => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });
  return {
    create({ challenge, rp }, origin, lie = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const rest = Buffer.concat([Buffer.alloc(16), length, id, coseKey(key)]);
      const flags = USER_PRESENT | USER_VERIFIED | HAS_KEY;
      const authData = data(rp?.id ?? '', flags, rest, lie);
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]);
      return answer({
        clientDataJSON: text(client(lie.type ?? 'webauthn.create', challenge, origin)),
        attestationObject: text(cbor(attestation)),
        transports: ['internal', 'usb'],
      });
    },
    get({ challenge, rpId }, origin, lie = {}) {
      const clientData = client(lie.type ?? 'webauthn.get', challenge, origin);
      const authData = data(rpId ?? '', USER_PRESENT | USER_VERIFIED, Buffer.alloc(0), lie);
      const signed = createSign('sha256').update(authData).update(sha256(clientData));
      return answer({
        clientDataJSON: text(clientData),
        authenticatorData: text(authData),
        signature: text(signed.sign(key)),
      });
    },
    copied: () => authenticator(key, id, counter),
  };
}

const text = (bytes: Buffer): string => bytes.toString('base64url');
const sha256 = (value: Buffer | string): Buffer => createHash('sha256').update(value).digest();

function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' });
  return cbor(
    new Map<number, unknown>([
      [1, 2], // elliptic curve, two coordinates
      [3, -7], // ES256
      [-1, 1], // P-256
      [-2, Buffer.from(String(x), 'base64url')],
      [-3, Buffer.from(String(y), 'base64url')],
    ]),
  );
}

function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  const pairs = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, pairs.length), ...pairs.flat().map(cbor)]);
}

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  if (size < 256) return Buffer.from([(major << 5) | 24, size]);
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
}
