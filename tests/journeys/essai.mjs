// The client `essai`, by hand: nobody listens where it lives, so that the browser's own request is the answer.
import { createHash, randomBytes } from 'node:crypto';
import assert from 'node:assert/strict';

/** Asks, lets the person prove who they are, redeems the code: claims of the ID token and of userinfo. */
export async function told(screen, { issuer, authorization }, essai, prove = async () => {}) {
  const verifier = randomBytes(32).toString('base64url');
  const start = new URL('/auth', authorization);
  start.search = new URLSearchParams({
    response_type: 'code', client_id: essai.id, redirect_uri: essai.retour, scope: 'openid scope_all', acr_values: 'eidas1',
    state: 'un-etat-assez-long-pour-un-essai', nonce: 'un-nonce-assez-long-pour-un-essai',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  });
  const back = screen.page.waitForRequest((request) => request.url().startsWith(essai.retour), { timeout: 60_000 });
  // where a session answers at once, the browser is already on its way to nobody
  await screen.page.goto(String(start)).catch(() => {});
  await prove();
  const answer = new URL((await back).url()).searchParams;
  assert.equal(answer.get('iss'), issuer);
  const tokens = await (await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${essai.id}:${essai.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: essai.retour, code_verifier: verifier }),
  })).json();
  assert.ok(tokens.id_token, JSON.stringify(tokens));
  const userinfo = await (await fetch(`${issuer}/protocol/openid-connect/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })).json();
  return { idToken: JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url')), userinfo };
}
