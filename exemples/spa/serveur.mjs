// The back end of a browser application: it holds the secret, redeems the code, and keeps the tokens in a session of its
// own. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, PORT, TLS_CERT, TLS_KEY; Node itself reads
// NODE_EXTRA_CA_CERTS.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { Sessions } from './sessions.mjs';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, PORT, TLS_CERT, TLS_KEY } = process.env;
const REDIRECT_URI = `${ORIGIN}/retour`;
const SCOPE = 'openid profile scope_all situation';
const LEVELS = ['eidas1', 'eidas2', 'eidas3']; // what `acr` may say, from the lowest that is taken up

const config = await oidc.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, oidc.ClientSecretBasic(CLIENT_SECRET));
oidc.enableNonRepudiationChecks(config); // the signature of each ID token, although TLS already vouches for it
const provider = config.serverMetadata();
const keys = createRemoteJWKSet(new URL(provider.jwks_uri));
const elsewhere = new URL(provider.end_session_endpoint).origin;
const wallet = new URL(provider.authorization_endpoint).origin;
const sessions = new Sessions();

const file = (path) => readFileSync(new URL(path, import.meta.url));
const library = createRequire(import.meta.url).resolve('oidc-client-ts').replace(/umd.*$/, 'browser/oidc-client-ts.min.js');
const html = file('public/index.html');
const scripts = { '/application.js': file('public/application.js'), '/oidc-client-ts.js': readFileSync(library) };

function page(request, response) {
  const policy = `default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self' ${elsewhere} ${wallet}; `
    + "frame-ancestors 'none'; base-uri 'none'";
  response.setHeader('Content-Security-Policy', policy);
  answer(response, 200, html, 'text/html');
}

const script = (request, response, url) => answer(response, 200, scripts[url.pathname], 'text/javascript');

const routes = {
  // One page; its script looks at the address.
  'GET /': page,
  'GET /connexion': page,
  'GET /changer-situation': page,
  'GET /retour': page,
  'GET /application.js': script,
  'GET /oidc-client-ts.js': script,

  'GET /reglages': (request, response) => json(response, 200, {
    issuer: provider.issuer, authorization_endpoint: provider.authorization_endpoint, client_id: CLIENT_ID, scope: SCOPE,
    iss: provider.authorization_response_iss_parameter_supported ?? false,
  }),

  // The nonce is of this browser's session here: a code that another browser asked for opens nothing.
  'GET /nonce': (request, response) => {
    const nonce = oidc.randomNonce();
    const session = sessions.of(request);
    if (session) session.nonce = nonce;
    else sessions.start(response, { nonce });
    json(response, 200, { nonce });
  },

  // What oidc-client-ts takes for the token endpoint: the answer has no token of the provider in it.
  'POST /jeton': async (request, response) => {
    const form = new URLSearchParams(await body(request));
    const session = sessions.of(request);
    if (!session?.nonce || request.headers.origin !== ORIGIN) return json(response, 400, { error: 'invalid_request' });
    const { nonce: expectedNonce } = session;
    delete session.nonce; // one answer for one request
    const answered = new URL(`${REDIRECT_URI}?${new URLSearchParams({ code: form.get('code') ?? '', iss: provider.issuer })}`);
    const checks = { pkceCodeVerifier: form.get('code_verifier') ?? '', expectedNonce, idTokenExpected: true };
    try {
      const tokens = await oidc.authorizationCodeGrant(config, answered, checks);
      const { sub, sid } = tokens.claims();
      if (!holds(tokens)) return json(response, 400, { error: 'invalid_grant' });
      const said = await oidc.fetchUserInfo(config, tokens.access_token, sub);
      const nom = [said.given_name, said.family_name].join(' ');
      const user = { sub, sid, compte: said.SubjectNameID, nom, situation: said.situation ?? null };
      sessions.start(response, { user, ...kept(tokens) }, session);
      json(response, 200, { access_token: 'kept-by-the-back-end', token_type: 'Bearer', scope: '' });
    } catch (error) {
      console.error(error.code ?? error.name, error.error ?? ''); // neither a token nor a name
      json(response, 400, { error: error.error ?? 'invalid_grant' });
    }
  },

  'GET /moi': async (request, response) => {
    const { nom, sub, compte, situation } = (await current(request))?.user ?? {};
    json(response, 200, sub ? { connecte: true, nom, sub, compte, situation } : { connecte: false });
  },

  // The protected resource. Whoever holds the token shows it; the provider says whether it is good, and whose it is.
  'GET /api': async (request, response) => {
    const token = request.headers.authorization?.match(/^Bearer +([\w.~+/-]+=*)$/i)?.[1];
    const told = token && await oidc.tokenIntrospection(config, token, { token_type_hint: 'access_token' });
    if (!told?.active || told.client_id !== CLIENT_ID || (told.token_type ?? told.typ) !== 'Bearer') {
      response.setHeader('WWW-Authenticate', token ? 'Bearer error="invalid_token"' : 'Bearer');
      return json(response, 401, { error: 'invalid_token' });
    }
    json(response, 200, { sub: told.sub, situation: told.situation ?? null, jti: told.jti });
  },

  'GET /appel': async (request, response) => {
    const session = await current(request);
    if (!session) return json(response, 401, { connecte: false });
    const called = await fetch(`${ORIGIN}/api`, { headers: { authorization: `Bearer ${session.access}` } });
    json(response, called.status, await called.json());
  },

  'POST /rafraichir': async (request, response) => {
    const session = sessions.of(request);
    if (session?.user) await refresh(session);
    redirect(response, '/');
  },

  'POST /deconnexion': (request, response) => {
    const session = sessions.of(request);
    if (!session?.user) return redirect(response, '/');
    sessions.close(session);
    const end = oidc.buildEndSessionUrl(config, { id_token_hint: session.idToken, post_logout_redirect_uri: `${ORIGIN}/` });
    redirect(response, end.href);
  },

  // The provider tells that a session is over (OpenID Connect Back-Channel Logout 1.0 §2.6). A token that comes twice
  // closes what is closed already.
  'POST /deconnexion/canal': async (request, response) => {
    try {
      const token = new URLSearchParams(await body(request)).get('logout_token') ?? '';
      const { payload } = await jwtVerify(token, keys, {
        issuer: provider.issuer, audience: CLIENT_ID, typ: 'logout+jwt', algorithms: ['RS256'],
        requiredClaims: ['iat', 'exp', 'jti', 'sid', 'events'],
      });
      const event = payload.events['http://schemas.openid.net/event/backchannel-logout'];
      if (typeof event !== 'object' || 'nonce' in payload) throw new Error('not a logout token');
      sessions.closeAll(payload.sid);
      answer(response, 200, '');
    } catch {
      json(response, 400, { error: 'invalid_request' });
    }
  },
};

/** What openid-client leaves to its user: the level, and the two claims that are optional in this flow (OpenID Connect Core 3.1.3.7). */
function holds(tokens) {
  const { acr, azp = CLIENT_ID, at_hash: hash } = tokens.claims();
  const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16).toString('base64url');
  return LEVELS.includes(acr) && azp === CLIENT_ID && (hash ?? half) === half;
}

const kept = (tokens) => ({
  access: tokens.access_token, refreshToken: tokens.refresh_token, idToken: tokens.id_token,
  fresh: Date.now() + (tokens.expires_in - 10) * 1_000,
});

/** The session of this browser, its tokens fresh. What is over at the provider is over here. */
async function current(request) {
  const session = sessions.of(request);
  if (!session?.user) return undefined;
  if (Date.now() > session.fresh) return refresh(session);
  return session;
}

async function refresh(session) {
  try {
    const tokens = await oidc.refreshTokenGrant(config, session.refreshToken);
    return Object.assign(session, kept({ refresh_token: session.refreshToken, id_token: session.idToken, ...tokens }));
  } catch (error) {
    if (error.error !== 'invalid_grant') throw error; // the provider is out of reach: nothing is known of the session
    return sessions.close(session);
  }
}

async function body(request) {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += piece;
    if (text.length > 16_384) throw new Error('too long');
  }
  return text;
}

function answer(response, status, text, type = 'text/plain') {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' });
  response.end(text);
}

const json = (response, status, value) => answer(response, status, JSON.stringify(value), 'application/json');

function redirect(response, location) {
  response.setHeader('Location', location);
  answer(response, 303, '');
}

async function serve(request, response) {
  const url = new URL(request.url, ORIGIN);
  const route = routes[`${request.method} ${url.pathname}`];
  if (!route) return answer(response, 404, 'Rien ici.');
  const foreign = request.headers.origin && request.headers.origin !== ORIGIN;
  if (request.method === 'POST' && foreign) return answer(response, 403, 'Demande d’un autre site.');
  await route(request, response, url);
}

const tls = { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) };
createServer(tls, (request, response) => {
  serve(request, response).catch((error) => {
    console.error(error.code ?? error.name, error.error ?? ''); // neither a token nor a name
    if (!response.headersSent) answer(response, 502, 'Le fournisseur ne répond pas.');
  });
}).listen(Number(PORT), 'localhost', () => console.log(`${ORIGIN}/`));
