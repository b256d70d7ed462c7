// npm oauth4webapi, one message at a time: registration, JAR in PAR, JARM, DPoP, introspection, revocation, CIBA, logout.
import * as oauth from 'oauth4webapi';
import assert from 'node:assert/strict';
import { fromArguments } from './person.mjs';
import { keys, metadata } from './registration.mjs';

const { issuer, permission, redirectUri, postLogoutRedirectUri, identifiant, person } = fromArguments();
const { key, jwk } = await keys();
const at = new URL(issuer);
const as = await oauth.processDiscoveryResponse(at, await oauth.discoveryRequest(at));
const wanted = metadata(jwk, { redirectUri, postLogoutRedirectUri });
const registered = await oauth.dynamicClientRegistrationRequest(as, wanted, { initialAccessToken: permission });
const client = await oauth.processDynamicClientRegistrationResponse(registered);
const auth = oauth.PrivateKeyJwt(key);
const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'));

/** Once more when the provider wants its nonce in the proof. */
async function proven(ask, read) {
  try {
    return await read(await ask());
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return read(await ask());
  }
}

const verifier = oauth.generateRandomCodeVerifier();
const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
const request = new URLSearchParams({
  client_id: client.client_id,
  response_type: 'code',
  response_mode: 'jwt',
  redirect_uri: redirectUri,
  scope: 'openid',
  state,
  nonce,
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
});
const object = await oauth.issueRequestObject(as, client, request, key);
const pushed = await proven(
  () => oauth.pushedAuthorizationRequest(as, client, auth, { client_id: client.client_id, request: object }, { DPoP }),
  (answer) => oauth.processPushedAuthorizationResponse(as, client, answer),
);
const start = new URL(as.authorization_endpoint);
start.searchParams.set('client_id', client.client_id);
start.searchParams.set('request_uri', pushed.request_uri);
const callback = new URL(await person.walk(start, redirectUri));
const params = await oauth.validateJwtAuthResponse(as, client, callback, state);
const tokens = await proven(
  () => oauth.authorizationCodeGrantRequest(as, client, auth, params, redirectUri, verifier, { DPoP }),
  (answer) => oauth.processAuthorizationCodeResponse(as, client, answer, { expectedNonce: nonce, requireIdToken: true }),
);
assert.equal(tokens.token_type, 'dpop');
const { sub } = oauth.getValidatedIdTokenClaims(tokens);
await proven(
  () => oauth.userInfoRequest(as, client, tokens.access_token, { DPoP }),
  (answer) => oauth.processUserInfoResponse(as, client, sub, answer),
);

const introspect = async (token) => oauth.processIntrospectionResponse(as, client, await oauth.introspectionRequest(as, client, auth, token));
const said = await introspect(tokens.access_token);
assert.equal(said.active, true);
assert.ok(said.cnf.jkt, 'introspection names the key');
await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, tokens.access_token));
assert.deepEqual(await introspect(tokens.access_token), { active: false });

const asked = await oauth.processBackchannelAuthenticationResponse(
  as,
  client,
  await oauth.backchannelAuthenticationRequest(as, client, auth, { scope: 'openid', login_hint: identifiant, binding_message: '17' }),
);
const poll = async () =>
  oauth.processBackchannelAuthenticationGrantResponse(as, client, await oauth.backchannelAuthenticationGrantRequest(as, client, auth, asked.auth_req_id));
await assert.rejects(poll(), { error: 'authorization_pending' });
await person.mobile('approve', '--telephone', person.telephone, '--nombre', '17', '--pin', person.pin);
await new Promise((resolve) => setTimeout(resolve, 1000 * (asked.interval ?? 5) + 200));
const byPhone = await poll();
assert.equal(oauth.getValidatedIdTokenClaims(byPhone).sub, sub, 'CIBA names the same person');

const end = new URL(as.end_session_endpoint);
end.searchParams.set('id_token_hint', tokens.id_token);
end.searchParams.set('post_logout_redirect_uri', postLogoutRedirectUri);
end.searchParams.set('state', 'bye');
const landed = new URL(await person.walk(end, postLogoutRedirectUri));
assert.equal(landed.searchParams.get('state'), 'bye');
console.log('oauth4webapi: JAR in PAR, JARM, DPoP, introspection, revocation, CIBA, logout');
