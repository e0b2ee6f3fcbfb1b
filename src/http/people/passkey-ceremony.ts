// Passkeys by the WebAuthn standard: the options that a browser is asked with, and the check of
// what its authenticator answers. User verification (PIN, finger, face) is asked for always, so
// that a passkey is two factors in one.

import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Passkey, PasskeyCeremony } from '../../app/living/people/passkey.ts';
import { CHALLENGE_LIFE } from '../../app/living/people/passkey.ts';
import type { Person } from '../../app/living/people/person.ts';

const ES256 = -7;
const ED25519 = -8;
const RS256 = -257;
const ALGORITHMS = [ED25519, ES256, RS256];
const NAME = 'Drumbeat';

type RegistrationAnswer = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type SignInAnswer = Parameters<typeof verifyAuthenticationResponse>[0]['response'];
type Transports = SignInAnswer['response'] & { transports?: unknown };

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

export function passkeyCeremony(publicOrigin: string): PasskeyCeremony {
  const expected = { expectedOrigin: publicOrigin, expectedRPID: new URL(publicOrigin).hostname };
  return {
    challengeOf: claimedChallenge,
    passkeyIdOf: (answer) => {
      const id = (answer as { id?: unknown } | null)?.id;
      return typeof id === 'string' ? id : null;
    },
    registered: async (answer, challenge) => {
      const response = answer as RegistrationAnswer;
      const { registrationInfo } = await verifyRegistrationResponse({
        ...expected,
        response,
        expectedChallenge: base64url(challenge),
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }).catch(notVerified);
      if (registrationInfo === undefined) return null;
      const { credential, credentialBackedUp } = registrationInfo;
      return {
        id: credential.id,
        publicKey: credential.publicKey,
        counter: credential.counter,
        transports: transportsOf(response.response as unknown as Transports),
        backedUp: credentialBackedUp,
      };
    },
    signedIn: async (answer, challenge, { id, publicKey, counter }) => {
      const proof = await verifyAuthenticationResponse({
        ...expected,
        response: answer as SignInAnswer,
        expectedChallenge: base64url(challenge),
        credential: { id, publicKey: new Uint8Array(publicKey), counter },
        requireUserVerification: true,
      }).catch(notVerified);
      if (!proof.verified || !('authenticationInfo' in proof)) return null;
      const { newCounter, credentialBackedUp } = proof.authenticationInfo;
      return { counter: newCounter, backedUp: credentialBackedUp };
    },
  };
}

const notVerified = (): { verified: false; registrationInfo?: undefined } => ({ verified: false });

/** The challenge is the text of ours that the browser wrote, as base64url, into its answer. */
function claimedChallenge(answer: unknown): string | null {
  const data = (answer as { response?: { clientDataJSON?: unknown } } | null)?.response;
  if (typeof data?.clientDataJSON !== 'string') return null;
  try {
    const client = JSON.parse(Buffer.from(data.clientDataJSON, 'base64url').toString());
    const { challenge } = client as { challenge?: unknown };
    return typeof challenge === 'string' ? Buffer.from(challenge, 'base64url').toString() : null;
  } catch {
    return null;
  }
}

function transportsOf({ transports }: Transports): string[] {
  if (!Array.isArray(transports)) return [];
  const known = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];
  return known.filter((each) => transports.includes(each));
}

export function registrationOptions(
  publicOrigin: string,
  { challenge, person, known }: { challenge: string; person: Person; known: Passkey[] },
): Promise<object> {
  return generateRegistrationOptions({
    rpName: NAME,
    rpID: new URL(publicOrigin).hostname,
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name,
    challenge,
    timeout: CHALLENGE_LIFE,
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** No list of passkeys: the authenticator knows its own, and nobody learns who has one. */
export function signInOptions(publicOrigin: string, challenge: string): Promise<object> {
  return generateAuthenticationOptions({
    rpID: new URL(publicOrigin).hostname,
    challenge,
    timeout: CHALLENGE_LIFE,
    userVerification: 'required',
  });
}
