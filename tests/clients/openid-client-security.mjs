// npm openid-client: registration, a signed request that is pushed (JAR, PAR), a signed answer (JARM), DPoP, CIBA, logout.
import * as client from 'openid-client';
import assert from 'node:assert/strict';
import { fromArguments } from './person.mjs';
import { keys, metadata } from './registration.mjs';

const { issuer, permission, redirectUri, postLogoutRedirectUri, identifiant, person } = fromArguments();
const { key, jwk } = await keys();
const wanted = metadata(jwk, { redirectUri, postLogoutRedirectUri });
const config = await client.dynamicClientRegistration(new URL(issuer), wanted, client.PrivateKeyJwt(key), { initialAccessToken: permission });
client.enableNonRepudiationChecks(config);
client.useJwtResponseMode(config);

const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const checks = { pkceCodeVerifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() };
const signed = await client.buildAuthorizationUrlWithJAR(
  config,
  {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
  },
  key,
);
const pushed = await client.buildAuthorizationUrlWithPAR(config, signed.searchParams, { DPoP });
assert.deepEqual([...pushed.searchParams.keys()].sort(), ['client_id', 'request_uri']);

const callback = new URL(await person.walk(pushed, redirectUri));
assert.deepEqual([...callback.searchParams.keys()], ['response'], 'everything is inside the signed answer');
const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP });
assert.equal(tokens.token_type, 'dpop');
const { sub } = tokens.claims();
await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP });
const { userinfo_endpoint } = config.serverMetadata();
const stolen = await fetch(userinfo_endpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } });
assert.equal(stolen.status, 401, 'a bound token without its key');
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
await client.fetchUserInfo(config, refreshed.access_token, sub, { DPoP });

const asked = await client.initiateBackchannelAuthentication(config, { scope: 'openid', login_hint: identifiant, binding_message: '42' });
const [byPhone] = await Promise.all([
  client.pollBackchannelAuthenticationGrant(config, asked),
  person.mobile('approve', '--telephone', person.telephone, '--nombre', '42', '--pin', person.pin),
]);
assert.equal(byPhone.claims().sub, sub, 'CIBA names the same person');

const end = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token, post_logout_redirect_uri: postLogoutRedirectUri, state: 'bye' });
const landed = new URL(await person.walk(end, postLogoutRedirectUri));
assert.equal(landed.searchParams.get('state'), 'bye');
await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token ?? tokens.refresh_token, undefined, { DPoP }), { error: 'invalid_grant' });
console.log('openid-client: PAR, JAR, JARM, DPoP, CIBA, logout');
