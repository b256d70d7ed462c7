// What a client that authenticates by a key of its own asks to be registered with.
export const KID = 'essai';

export async function keys() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { key: { key: pair.privateKey, kid: KID }, jwk: { kty, crv, x, y, alg: 'ES256', use: 'sig', kid: KID } };
}

export const CIBA = 'urn:openid:params:grant-type:ciba';

export function metadata(jwk, { redirectUri, postLogoutRedirectUri }) {
  return {
    client_name: "Un client d'ailleurs",
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [postLogoutRedirectUri],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', CIBA],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    id_token_signed_response_alg: 'ES256',
    authorization_signed_response_alg: 'ES256',
    request_object_signing_alg: 'ES256',
    backchannel_token_delivery_mode: 'poll',
    jwks: { keys: [jwk] },
  };
}
