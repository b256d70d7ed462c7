import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { randomUUID } from 'node:crypto';
import * as oidc from 'openid-client';

const { ISSUER, ORIGIN, PORT, CLIENT_ID, CLIENT_SECRET, TLS_CERT, TLS_KEY } = process.env;
const provider = await oidc.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET);
oidc.enableNonRepudiationChecks(provider);
const sessions = new Map();

async function leave(response, id) {
  const login = { expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce(), pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
  sessions.set(id, { login });
  const to = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: `${ORIGIN}/retour`, scope: 'openid scope_all', acr_values: 'eidas1', state: login.expectedState, nonce: login.expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(login.pkceCodeVerifier), code_challenge_method: 'S256',
  });
  response.writeHead(303, { Location: to.href, 'Set-Cookie': `__Host-session=${id}; Path=/; Secure; HttpOnly; SameSite=Lax` }).end();
}

async function comeBack(response, url, former) {
  const { login } = sessions.get(former) ?? {};
  if (!login) return response.writeHead(400).end('No login under way in this browser.');
  sessions.delete(former);
  const tokens = await oidc.authorizationCodeGrant(provider, url, { ...login, idTokenExpected: true });
  const user = await oidc.fetchUserInfo(provider, tokens.access_token, tokens.claims().sub);
  const id = randomUUID();
  sessions.set(id, { user, idToken: tokens.id_token });
  response.writeHead(303, { Location: '/', 'Set-Cookie': `__Host-session=${id}; Path=/; Secure; HttpOnly; SameSite=Lax` }).end();
}

function logOut(response, id) {
  const { idToken } = sessions.get(id) ?? {};
  sessions.delete(id);
  const to = idToken ? oidc.buildEndSessionUrl(provider, { id_token_hint: idToken }).href : '/';
  response.writeHead(303, { Location: to }).end();
}

function whoIsHere(response, id) {
  const { user } = sessions.get(id) ?? {};
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(user ? { connecte: true, nom: user.family_name, sub: user.sub, compte: user.SubjectNameID } : { connecte: false }));
}

function home(response, id) {
  const { user } = sessions.get(id) ?? {};
  const text = user ? `${user.given_name} ${user.family_name}, ${user.SubjectNameID}` : 'Nobody is logged in.';
  const form = user ? '<form method="post" action="/deconnexion"><button>Log out</button></form>' : '<a href="/connexion">Log in</a>';
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><title>My service</title><h1>My service</h1><p>${text.replace(/[<&]/g, '')}</p>${form}`);
}

createServer({ cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) }, async (request, response) => {
  const url = new URL(request.url, ORIGIN);
  const id = /__Host-session=([\w-]+)/.exec(request.headers.cookie)?.[1];
  try {
    if (url.pathname === '/connexion') await leave(response, randomUUID());
    else if (url.pathname === '/retour') await comeBack(response, url, id);
    else if (url.pathname === '/deconnexion' && request.method === 'POST') logOut(response, id);
    else if (url.pathname === '/moi') whoIsHere(response, id);
    else home(response, id);
  } catch (error) {
    console.error(error.code, error.error);
    response.writeHead(400).end('The login was refused.');
  }
}).listen(PORT, 'localhost', () => console.log(`Open ${ORIGIN}/`));
