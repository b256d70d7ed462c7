// OpenID Connect Session Management in a real browser: a service's page frames check_session_iframe, asks whether the session is
// still the one that it knows, and hears it change when the person leaves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { Screen, open, options, person } from './chrome.mjs';
import { Telephone } from './telephone.mjs';

const { manifest, home, screens, pin } = options();
const { identifiant, prenom } = person(manifest, 'aide-soignante');
const oidc = (path) => `${manifest.issuer}/protocol/openid-connect/${path}`;
const metadata = await (await fetch(`${manifest.issuer}/.well-known/openid-configuration`)).json();

// A service whose page holds the frame of the provider: it asks what it is told to, and keeps the answers with their origin.
const PAGE = `<!doctype html><html lang="fr"><link rel="icon" href="data:,"><title>Un service</title><h1>De retour</h1>
<iframe id="op" title="session" src="${metadata.check_session_iframe}"></iframe>
<script>
  const op = document.getElementById('op');
  const target = new URL(op.src).origin;
  const ready = new Promise((loaded) => { op.addEventListener('load', loaded, { once: true }); });
  window.ask = async (said) => {
    await ready;
    const answer = new Promise((heard) => {
      addEventListener('message', ({ data, origin, source }) => heard({ data, origin, framed: source === op.contentWindow }), { once: true });
    });
    op.contentWindow.postMessage(said, '*');
    return answer;
  };
</script></html>`;
const tls = { cert: readFileSync(manifest.tls.certificate), key: readFileSync(manifest.tls.key) };
const server = createServer(tls, (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(PAGE);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const retour = `https://localhost:${server.address().port}/retour`;

const { endpoint, initial_access_token: token } = manifest.registration;
const registered = await fetch(endpoint, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ client_name: 'Dossier d’essai', redirect_uris: [retour] }),
});
const client = await registered.json();
assert.equal(registered.status, 201, JSON.stringify(client));
const request = `${metadata.authorization_endpoint}?${new URLSearchParams({
  client_id: client.client_id, redirect_uri: retour, response_type: 'code', scope: 'openid',
  state: 'un-etat-assez-long-pour-un-essai', nonce: 'un-nonce-assez-long-pour-un-essai',
})}`;

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'ecran');
const pocket = await Screen.open(browser, screens, 'telephone');

await desk.page.goto(request);
await desk.at('#numero').fill(identifiant.slice(1));
await desk.press(desk.button('Continuer sur mon téléphone'));
await desk.title('Regardez votre téléphone');
const digits = (await desk.at('.digits__one').allInnerTexts()).join('');
await pocket.page.goto(manifest.telephones);
await pocket.press(pocket.link(new RegExp(prenom)));
await new Telephone(pocket, manifest).approve(digits, pin);
await desk.page.waitForURL(`${retour}?**`);
const state = new URL(desk.page.url()).searchParams.get('session_state');
assert.match(state ?? '', /^[0-9a-f]{64}\.[0-9a-f]{32}$/);

/** What the frame answers to the page of the service that stands here. */
async function hears(said, expected, why) {
  const answer = await desk.page.evaluate((said) => window.ask(said), said);
  const origin = new URL(metadata.check_session_iframe).origin;
  assert.deepEqual(answer, { data: expected, origin, framed: true }, why);
}

const known = `${client.client_id} ${state}`;
await hears(known, 'unchanged', 'the session is the one that the service knows');
await hears(`dui ${state}`, 'changed', 'the state of one client says nothing to another');
const [hash, salt] = state.split('.');
const other = hash.startsWith('0') ? '1' : '0';
await hears(`${client.client_id} ${other}${hash.slice(1)}.${salt}`, 'changed', 'another session');
for (const said of ['', client.client_id, `${client.client_id} `, ` ${state}`, `${known} de trop`, `${client.client_id} ${hash}`, 7, null]) {
  await hears(said, 'error', `malformed: ${JSON.stringify(said)}`);
}
await hears(known, 'unchanged', 'nothing that was asked has changed it');

// The person leaves in another tab of the same browser; the page of the service was not reloaded.
const tab = await desk.page.context().newPage();
await tab.goto(oidc('logout'));
await tab.getByRole('button', { name: 'Fermer ma session' }).click();
await tab.getByRole('heading', { name: 'Votre session est fermée' }).first().waitFor({ timeout: 15_000 });
await tab.close();
await hears(known, 'changed', 'the session is over');
await hears('', 'error', 'malformed stays an error without a session');

await desk.close();
await pocket.close();
await browser.close();
server.close();
console.log('session management: unchanged, changed, error');
