// A service with single sign-on. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, PORT, TLS_CERT, TLS_KEY; Node itself
// reads NODE_EXTRA_CA_CERTS.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { page } from './page.mjs';
import { Sessions } from './sessions.mjs';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, PORT, TLS_CERT, TLS_KEY } = process.env;
const REDIRECT_URI = `${ORIGIN}/retour`;
const SCOPE = 'openid profile scope_all situation';
const LEVELS = ['eidas1', 'eidas2', 'eidas3']; // what `acr` may say, from the lowest that is taken up

const config = await oidc.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, oidc.ClientSecretBasic(CLIENT_SECRET));
oidc.enableNonRepudiationChecks(config); // the signature of each ID token, although TLS already vouches for it
const provider = config.serverMetadata();
const keys = createRemoteJWKSet(new URL(provider.jwks_uri));
const elsewhere = [provider.authorization_endpoint, provider.end_session_endpoint].map((url) => new URL(url).origin);
const sessions = new Sessions();

const routes = {
  'GET /': async (request, response) => {
    const session = await current(request);
    const policy = `default-src 'none'; form-action 'self' ${elsewhere.join(' ')}; frame-ancestors 'none'; base-uri 'none'`;
    response.setHeader('Content-Security-Policy', policy);
    answer(response, 200, page(session?.user), 'text/html');
  },

  'GET /connexion': (request, response) => leave(request, response),

  // Several places of work: the provider asks again for which one the person acts now.
  'GET /changer-situation': (request, response) => leave(request, response, { prompt: 'select_account' }),

  'GET /retour': async (request, response, url) => {
    const session = sessions.of(request);
    const login = session?.login;
    if (!login) return answer(response, 400, 'Aucune connexion en cours dans ce navigateur.');
    delete session.login; // one answer for one request
    const tokens = await oidc.authorizationCodeGrant(config, url, { ...login, idTokenExpected: true });
    const { sub, sid } = tokens.claims();
    if (!holds(tokens)) return answer(response, 400, 'Connexion refusée : le jeton ne convient pas.');
    const said = await oidc.fetchUserInfo(config, tokens.access_token, sub);
    const nom = [said.given_name, said.family_name].join(' ');
    const user = { sub, sid, compte: said.SubjectNameID, nom, situation: said.situation ?? null };
    sessions.start(response, { user, ...kept(tokens) }, session);
    redirect(response, '/');
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

  // A call of that resource. The token never reaches the browser.
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

async function leave(request, response, more = {}) {
  const login = {
    expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce(), pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
  };
  const session = sessions.of(request);
  if (session) session.login = login;
  else sessions.start(response, { login });
  const parameters = {
    redirect_uri: REDIRECT_URI, scope: SCOPE, acr_values: 'eidas1', state: login.expectedState, nonce: login.expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(login.pkceCodeVerifier), code_challenge_method: 'S256', ...more,
  };
  redirect(response, oidc.buildAuthorizationUrl(config, parameters).href);
}

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
    const refused = error.code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR' || error instanceof oidc.ClientError;
    if (!response.headersSent) answer(response, refused ? 400 : 502, `Connexion refusée : ${error.error ?? 'réponse incorrecte'}.`);
  });
}).listen(Number(PORT), 'localhost', () => console.log(`${ORIGIN}/`));
