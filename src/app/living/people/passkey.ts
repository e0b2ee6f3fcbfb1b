// A passkey of a person: the public half, and how often its authenticator says it was used. Each
// ceremony answers a challenge of ours that is good once and for five minutes.

export const CHALLENGE_LIFE = 5 * 60_000;

export interface Passkey {
  id: string; // as the authenticator names it, base64url
  personId: string;
  publicKey: Uint8Array;
  counter: number;
  transports: readonly string[];
  backedUp: boolean;
  name: string;
  createdAt: number;
  lastUsedAt: number | null;
}

export interface Challenge {
  challengeHash: string;
  purpose: 'registration' | 'sign_in';
  sessionId: string | null; // of the person who registers
  expiresAt: number;
}

/** What a verified registration says of the new passkey. */
export type NewPasskey = Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>;

/** The cryptography of passkeys; answers null to whatever does not verify. */
export interface PasskeyCeremony {
  /** The challenge that an answer claims to be for, or null when it is not readable. */
  challengeOf(answer: unknown): string | null;
  registered(answer: unknown, challenge: string): Promise<NewPasskey | null>;
  /** Id of the passkey that an answer claims to come from. */
  passkeyIdOf(answer: unknown): string | null;
  signedIn(
    answer: unknown,
    challenge: string,
    passkey: Passkey,
  ): Promise<{ counter: number; backedUp: boolean } | null>;
}
