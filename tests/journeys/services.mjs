// What a browser meets between services: where a login can begin, an answer that travels as a form, a request that stops
// on a page, and who was told that a session is over.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { Screen, open, options, person } from './chrome.mjs';
import { inspect } from './inspect.mjs';
import { Telephone } from './telephone.mjs';

const { manifest, home, screens, pin, stranger } = options();
const { identifiant, prenom } = person(manifest, 'aide-soignante');
const page = (path, parameters = {}) => `${new URL(path, manifest.authorization)}?${new URLSearchParams(parameters)}`;
const oidc = (path) => `${manifest.issuer}/protocol/openid-connect/${path}`;

// The services themselves: where the browser comes back, and the addresses at which each is told.
const heard = [];
const STATUS = { '/ferme': 200, '/refuse': 400, '/muet': 503 };
const tls = { cert: readFileSync(manifest.tls.certificate), key: readFileSync(manifest.tls.key) };
const server = createServer(tls, (request, response) => {
  const { pathname } = new URL(request.url, 'https://localhost');
  heard.push(pathname);
  response.writeHead(STATUS[pathname] ?? 200, { 'content-type': 'text/html; charset=utf-8' });
  response.end('<!doctype html><html lang="fr"><link rel="icon" href="data:,"><title>Un service</title><h1>De retour</h1></html>');
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const own = (path) => `https://localhost:${server.address().port}${path}`;

async function register(name, logout = {}, token = manifest.registration.initial_access_token) {
  const { endpoint } = manifest.registration;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: name, redirect_uris: [own('/retour')], post_logout_redirect_uris: [own('/au-revoir')],
      initiate_login_uri: own('/entrer'), ...logout,
    }),
  });
  const client = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(client));
  return client;
}

const request = (client, more) => page('/auth', {
  client_id: client.client_id, redirect_uri: own('/retour'), response_type: 'code', scope: 'openid',
  state: 'un-etat-assez-long-pour-un-essai', nonce: 'un-nonce-assez-long-pour-un-essai', ...more,
});

/** The service takes its tokens, so that it holds something of the session. */
async function redeem(client, code) {
  const answer = await fetch(oidc('token'), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: own('/retour') }),
  });
  const tokens = await answer.json();
  assert.ok(tokens.id_token, JSON.stringify(tokens));
  return tokens;
}

const all = {
  dossier: await register('Dossier d’essai', { backchannel_logout_uri: own('/ferme') }),
  planning: await register('Planning du service', { frontchannel_logout_uri: own('/cadre') }),
  messagerie: await register('Messagerie de santé', { backchannel_logout_uri: own('/muet') }),
  pharmacie: await register('Pharmacie du site', { backchannel_logout_uri: own('/refuse') }),
  annuaire: await register('Annuaire interne'),
};

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'ecran');
const pocket = await Screen.open(browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);

await desk.page.goto(page('/services'));
await desk.title('Vos services');
await desk.says(/Planning du service/);
await inspect(desk, 'services');

// The first login; its answer is a form with a button in plain sight.
await desk.page.goto(request(all.dossier, { response_mode: 'form_post' }));
await desk.at('#numero').fill(identifiant.slice(1));
await desk.press(desk.button('Continuer sur mon téléphone'));
await desk.title('Regardez votre téléphone');
const digits = (await desk.at('.digits__one').allInnerTexts()).join('');
await pocket.page.goto(manifest.telephones);
await pocket.press(pocket.link(new RegExp(prenom)));
await phone.approve(digits, pin);
await desk.title('Revenez à Dossier d’essai');
await inspect(desk, 'form-post');
const [posted] = await Promise.all([
  desk.page.waitForRequest(own('/retour')),
  desk.press(desk.button('Continuer vers Dossier d’essai')),
]);
const answer = new URLSearchParams(posted.postData());
assert.equal(answer.get('iss'), manifest.issuer);
const first = await redeem(all.dossier, answer.get('code'));

// The others, by the session that is open.
for (const client of [all.planning, all.messagerie, all.pharmacie, all.annuaire]) {
  await desk.page.goto(request(client));
  await redeem(client, new URL(desk.page.url()).searchParams.get('code'));
}

// Closed: who was told, and who has answered.
await desk.page.goto(page('/'));
await desk.title('Votre session est ouverte');
await inspect(desk, 'session');
await desk.page.goto(oidc('logout'));
await desk.title('Fermer votre session ?');
await inspect(desk, 'fermer');
await desk.press(desk.button('Fermer ma session'));
await desk.title('Votre session est fermée');
for (const answered of [/Il a répondu à/, /Il a refusé notre avis/]) await desk.page.getByText(answered).waitFor({ timeout: 20_000 });
await desk.says(/sa réponse n’est pas encore arrivée/);
await desk.says(/Votre navigateur l’a averti/);
await desk.says(/Il n’a pas donné d’adresse où l’avertir/);
await inspect(desk, 'fermee');
await desk.press(desk.link('English'));
await desk.title('Your session is closed');
await inspect(desk, 'fermee-en');
for (const path of ['/ferme', '/cadre', '/muet', '/refuse']) assert.ok(heard.includes(path), `${path} was not told`);
const late = await fetch(oidc('userinfo'), { headers: { authorization: `Bearer ${first.access_token}` } });
assert.equal(late.status, 401);

// A service that nobody vouches for: the person sees where the browser would go before it goes there.
const unknown = await register('Carnet partagé', {}, stranger);
await desk.page.goto(request(unknown, { scope: 'openid tout-le-registre' }));
await desk.title('Ce service a mal préparé sa demande');
await desk.says(/Nous connaissons encore peu « Carnet partagé »/);
await inspect(desk, 'pause');
await desk.page.goto(`${oidc('logout')}?${new URLSearchParams({ client_id: unknown.client_id, post_logout_redirect_uri: own('/au-revoir') })}`);
await desk.title('Aucune session n’est ouverte ici');
await inspect(desk, 'pause-depart');
await desk.press(desk.link(/Continuer vers/));
await desk.title('De retour');

await desk.close();
await pocket.close();
await browser.close();
server.close();
console.log('services: where a login begins, an answer in a form, who was told of a logout');
