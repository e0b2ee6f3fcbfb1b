// The company's identity provider over OpenID Connect: code flow with PKCE, state and nonce. The
// issuer is the one that was configured; what its tokens say is believed once their signature
// holds.

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import {
  type IdentityProvider,
  OIDC_PROOF_AGE_MAX,
  type ProvenIdentity,
} from '../../app/living/people/identity-provider.ts';
import { refusal } from '../../app/living/people/refusals.ts';
import { isLoopback } from './people-options.ts';

export interface CompanySignIn {
  issuer: string; // its URL, as the provider itself writes it
  clientId: string;
  clientSecret: string;
  publicOrigin: string;
}

const TIMEOUT_SECONDS = 10;
const SCOPE = 'openid email profile';
const CALLBACK = '/api/v1/oidc/callback';
/** Those made with a private key. `none` and shared secrets prove nothing of the issuer. */
const SIGNATURES = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384'];
SIGNATURES.push('ES512', 'EdDSA', 'Ed25519');

export function companyProvider(options: CompanySignIn): IdentityProvider {
  const redirectUri = `${options.publicOrigin}${CALLBACK}`;
  let found: Promise<Configuration> | null = null;
  const configuration = (): Promise<Configuration> => {
    found ??= discovered(options).catch((error) => {
      found = null;
      throw error;
    });
    return found;
  };
  return {
    async begin(again) {
      const provider = await configuration().catch(downOrWrong);
      const [codeVerifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
      const url = buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: SCOPE,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        max_age: `${OIDC_PROOF_AGE_MAX / 1000}`,
        ...(again ? { prompt: 'login' } : {}),
      });
      return { url: url.href, state, nonce, codeVerifier };
    },
    async finish(callback, { state, nonce, codeVerifier }) {
      const provider = await configuration().catch(downOrWrong);
      const url = new URL(redirectUri);
      url.search = new URL(callback).search;
      try {
        const tokens = await authorizationCodeGrant(provider, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        return await identityOf(provider, tokens);
      } catch (error) {
        if (isUnreachable(error)) return down();
        return null;
      }
    },
  };
}

async function discovered(options: CompanySignIn): Promise<Configuration> {
  const issuer = new URL(options.issuer);
  const onOwnMachine = issuer.protocol === 'http:' && isLoopback(issuer.hostname);
  const provider = await discovery(issuer, options.clientId, options.clientSecret, undefined, {
    timeout: TIMEOUT_SECONDS,
    execute: onOwnMachine ? [allowInsecureRequests] : [],
  });
  const { id_token_signing_alg_values_supported: offered = [] } = provider.serverMetadata();
  if (!offered.some((each) => SIGNATURES.includes(each))) {
    throw new Error('The identity provider signs with none of the algorithms that are taken.');
  }
  enableNonRepudiationChecks(provider);
  return provider;
}

type Tokens = Awaited<ReturnType<typeof authorizationCodeGrant>>;

/** Many providers tell the e-mail only when asked for it by the access token. */
async function identityOf(provider: Configuration, tokens: Tokens): Promise<ProvenIdentity | null> {
  const claims = tokens.claims();
  if (claims === undefined || !isIdToken(tokens.id_token ?? '')) return null;
  const told: Record<string, unknown> =
    claims.email === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
      ? await fetchUserInfo(provider, tokens.access_token, claims.sub)
      : claims;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: typeof told.email === 'string' ? told.email : null,
    emailVerified: told.email_verified === true,
    name: typeof told.name === 'string' ? told.name : '',
    proofAge: claims.auth_time === undefined ? null : Date.now() - claims.auth_time * 1000,
    factors: isMultiFactor(claims.amr) ? 'more than one' : 'not said',
  };
}

/** As RFC 8176 has it. */
const isMultiFactor = (amr: unknown): boolean => Array.isArray(amr) && amr.includes('mfa');

/** Tokens of other kinds, which the same key signs, say so in their head. */
function isIdToken(token: string): boolean {
  const head = JSON.parse(Buffer.from(token.split('.')[0], 'base64url').toString());
  const { typ } = head as { typ?: unknown };
  return typ === undefined || (typeof typ === 'string' && typ.toUpperCase() === 'JWT');
}

function down(): never {
  throw refusal(
    'identity_provider_down',
    'The identity provider cannot be reached: try again later, or sign in another way.',
  );
}

/** A provider that is there and does not fit is a fault of the configuration: the log has it. */
function downOrWrong(error: unknown): never {
  if (isUnreachable(error)) return down();
  throw error;
}

function isUnreachable(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 'OAUTH_TIMEOUT' || (error instanceof TypeError && /fetch/.test(error.message));
}
