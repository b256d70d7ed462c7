import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import * as oidc from 'openid-client';

const { ISSUER, ORIGIN, PORT, CLIENT_ID, CLIENT_SECRET } = process.env;
const provider = await oidc.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET);
oidc.enableNonRepudiationChecks(provider); // the signature of each ID token
const LEVELS = ['eidas1', 'eidas2', 'eidas3'];
const sessions = new Map();

const go = (response, to, session) => {
  const kept = 'Path=/; Secure; HttpOnly; SameSite=Lax';
  if (session) response.setHeader('Set-Cookie', `__Host-session=${session}; ${kept}`);
  response.writeHead(303, { Location: to }).end();
};

async function leave(response) {
  const id = randomUUID();
  const login = {
    expectedState: oidc.randomState(),
    expectedNonce: oidc.randomNonce(),
    pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
  };
  sessions.set(id, { login });
  const to = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: `${ORIGIN}/retour`,
    scope: 'openid scope_all',
    acr_values: 'eidas1',
    state: login.expectedState,
    nonce: login.expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(login.pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  go(response, to.href, id);
}

async function comeBack(response, url, former) {
  const { login } = sessions.get(former) ?? {};
  if (!login) throw new Error('no login under way in this browser');
  sessions.delete(former);
  const checks = { ...login, idTokenExpected: true };
  const tokens = await oidc.authorizationCodeGrant(provider, url, checks);
  const { sub, acr } = tokens.claims();
  if (!LEVELS.includes(acr)) throw new Error('a level that is not enough');
  const user = await oidc.fetchUserInfo(provider, tokens.access_token, sub);
  const id = randomUUID();
  const until = Date.now() + tokens.refresh_expires_in * 1000; // no longer than the provider's
  sessions.set(id, { user, idToken: tokens.id_token, until });
  go(response, '/', id);
}

function logOut(response, id) {
  const { idToken } = sessions.get(id) ?? {};
  sessions.delete(id);
  const end = () => oidc.buildEndSessionUrl(provider, { id_token_hint: idToken }).href;
  go(response, idToken ? end() : '/');
}

function whoIsHere(response, user) {
  response.setHeader('Content-Type', 'application/json');
  const told = user && { nom: user.family_name, sub: user.sub, compte: user.SubjectNameID };
  response.end(JSON.stringify({ connecte: Boolean(user), ...told }));
}

function home(response, user) {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  const name = user && `${user.given_name} ${user.family_name}, ${user.SubjectNameID}`;
  const out = '<form method="post" action="/deconnexion"><button>Log out</button></form>';
  const shown = user
    ? `<p>${name.replace(/[<&]/g, '')}</p>${out}`
    : '<p>Nobody is logged in.</p><a href="/connexion">Log in</a>';
  response.end(`<!doctype html><title>My service</title><h1>My service</h1>${shown}`);
}

async function answer(request, response) {
  const url = new URL(request.url, ORIGIN);
  const id = /__Host-session=([\w-]+)/.exec(request.headers.cookie)?.[1];
  if (Date.now() > sessions.get(id)?.until) sessions.delete(id);
  const user = sessions.get(id)?.user;
  if (url.pathname === '/connexion') return leave(response);
  if (url.pathname === '/retour') return comeBack(response, url, id);
  if (url.pathname === '/deconnexion' && request.method === 'POST') return logOut(response, id);
  return url.pathname === '/moi' ? whoIsHere(response, user) : home(response, user);
}

const { TLS_CERT, TLS_KEY } = process.env;
const tls = { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) };
createServer(tls, (request, response) => {
  answer(request, response).catch((error) => {
    console.error(error.code ?? error.message);
    response.writeHead(400).end('The login was refused.');
  });
}).listen(PORT, 'localhost', () => console.log(`Open ${ORIGIN}/`));
