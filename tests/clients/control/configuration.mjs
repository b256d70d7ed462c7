// Every feature that the specifications here speak of and that oidc-provider has.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { errors } from 'oidc-provider';
import { mTLS } from './certificates.mjs';
import { SUB, findAccount, grantEverything, loadExistingGrant } from './person.mjs';
import { Store } from './store.mjs';

export const INITIAL_ACCESS_TOKEN = 'une-permission-d-essai';

const key = (kind, options, more) => ({ ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }), ...more });
const keys = () => [
  key('rsa', { modulusLength: 2048 }, { use: 'sig', kid: 'rsa' }),
  key('ec', { namedCurve: 'P-256' }, { use: 'sig', kid: 'ec', alg: 'ES256' }),
  key('ed25519', {}, { use: 'sig', kid: 'ed', alg: 'EdDSA' }),
];

const algs = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const encryptionAlgs = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'];
const encryptions = ['A128GCM', 'A256GCM', 'A128CBC-HS256'];
const enabledJWA = Object.fromEntries([
  ...['clientAuth', 'idToken', 'requestObject', 'userinfo', 'introspection', 'authorization'].map((use) => [`${use}SigningAlgValues`, algs]),
  ...['idToken', 'userinfo', 'introspection', 'authorization'].flatMap((use) => [
    [`${use}EncryptionAlgValues`, encryptionAlgs],
    [`${use}EncryptionEncValues`, encryptions],
  ]),
  ['dPoPSigningAlgValues', ['PS256', 'ES256', 'EdDSA']],
]);

/** FAPI 2.0 for the clients whose registration says so. */
const fapi = (ctx, client) => (client?.caducee_profile?.startsWith('fapi2') ? '2.0' : undefined);

export function configuration({ mtls, clientsAuthority }) {
  const on = { enabled: true };
  return {
    adapter: Store,
    jwks: { keys: keys() },
    cookies: { long: { sameSite: 'none' }, keys: [randomBytes(32).toString('hex')] },
    findAccount,
    // its guard refuses addresses of this machine, where the tests listen
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    loadExistingGrant,
    acrValues: ['eidas1'],
    scopes: ['openid', 'offline_access'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username'],
      email: ['email', 'email_verified'],
      address: ['address'],
      phone: ['phone_number', 'phone_number_verified'],
      acr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    subjectTypes: ['public', 'pairwise'],
    pairwiseIdentifier: (ctx, accountId, client) => `${client.sectorIdentifier}:${accountId}`,
    responseTypes: ['code', 'id_token', 'id_token token'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth', 'none'],
    allowOmittingSingleRegisteredRedirectUri: false,
    enableHttpPostMethods: true,
    pkce: { required: () => true },
    issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: (ctx) => ctx.oidc.client.clientAuthMethod === 'none',
    extraClientMetadata: { properties: ['caducee_profile', 'caducee_access_token_format'] },
    enabledJWA,
    discovery: { mtls_endpoint_aliases: aliases(mtls) },
    renderError(ctx, out) {
      ctx.type = 'html';
      ctx.body = `<!doctype html><p>${out.error}</p>`;
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: on,
      ciba: {
        ...on,
        deliveryModes: ['poll', 'ping'],
        // a number that nobody has is asked for like any other
        processLoginHint: (ctx, hint) => (hint === SUB || /^8\d{11}$/.test(hint) ? SUB : undefined),
        validateRequestContext() {},
        verifyUserCode() {},
        triggerAuthenticationDevice() {},
      },
      claimsParameter: on,
      clientCredentials: on,
      deviceFlow: on,
      dPoP: { ...on, nonceSecret: randomBytes(32), requireNonce: () => false },
      encryption: on,
      fapi: { ...on, profile: fapi },
      introspection: on,
      jwtIntrospection: on,
      jwtResponseModes: on,
      jwtUserinfo: on,
      mTLS: mTLS(clientsAuthority),
      pushedAuthorizationRequests: on,
      registration: { ...on, initialAccessToken: INITIAL_ACCESS_TOKEN },
      registrationManagement: on,
      requestObjects: on,
      resourceIndicators: { ...on, getResourceServerInfo: server, useGrantedResource: () => true },
      revocation: on,
      rpInitiatedLogout: on,
    },
  };
}

function server(ctx, resource, client) {
  if (!resource.startsWith('https://api.')) throw new errors.InvalidTarget();
  return { scope: 'lire', audience: resource, accessTokenFormat: client.caducee_access_token_format === 'opaque' ? 'opaque' : 'jwt', jwt: { sign: { alg: 'ES256' } } };
}

const aliases = (mtls) => ({
  token_endpoint: `${mtls}/token`,
  revocation_endpoint: `${mtls}/token/revocation`,
  introspection_endpoint: `${mtls}/token/introspection`,
  userinfo_endpoint: `${mtls}/me`,
  device_authorization_endpoint: `${mtls}/device/auth`,
  pushed_authorization_request_endpoint: `${mtls}/request`,
  backchannel_authentication_endpoint: `${mtls}/backchannel`,
});

/** The person's answer to a CIBA request: `POST /temoin/ciba` with `auth_req_id` and `answer`, `yes` or anything else. */
export function answerCiba(provider) {
  provider.use(async (ctx, next) => {
    if (ctx.path !== '/temoin/ciba') return next();
    const request = await provider.BackchannelAuthenticationRequest.find(ctx.query.auth_req_id);
    const client = await provider.Client.find(request.clientId);
    const result = ctx.query.answer === 'yes' ? await grantEverything(provider, client, { scope: request.scope, resources: [request.resource ?? []].flat() }) : new errors.AccessDenied();
    await provider.backchannelResult(request, result, { acr: 'eidas1', authTime: Math.floor(Date.now() / 1000) });
    ctx.status = 204;
  });
}
