// npm openid-client: discovery, PKCE, nonce, private_key_jwt, userinfo, refresh, logout.
import * as client from 'openid-client';
import { fromArguments } from './person.mjs';
import assert from 'node:assert/strict';

const { issuer, clientId, redirectUri, postLogoutRedirectUri, jwk, identifiant, person } = fromArguments();

const { alg, kid, ...material } = jwk;
const key = await crypto.subtle.importKey('jwk', material, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const config = await client.discovery(new URL(issuer), clientId, { id_token_signed_response_alg: 'ES256' }, client.PrivateKeyJwt({ key, kid }));
client.enableNonRepudiationChecks(config);

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedState = client.randomState();
const expectedNonce = client.randomNonce();
const start = client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: 'openid profile rpps',
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
  nonce: expectedNonce,
});

const callback = new URL(await person.walk(start, redirectUri));
assert.equal(callback.searchParams.get('iss'), issuer, 'iss in the authorization response');
const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState, expectedNonce });
const claims = tokens.claims();
assert.equal(claims.preferred_username, identifiant);

const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
assert.equal(userinfo.preferred_username, identifiant);

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
assert.notEqual(refreshed.access_token, tokens.access_token);
await client.fetchUserInfo(config, refreshed.access_token, claims.sub);

const end = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token, post_logout_redirect_uri: postLogoutRedirectUri, state: 'bye' });
const landed = new URL(await person.walk(end, postLogoutRedirectUri));
assert.equal(landed.searchParams.get('state'), 'bye');
await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token), { error: 'invalid_grant' });
console.log('openid-client: login, userinfo, refresh, logout');
