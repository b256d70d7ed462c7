// The browser application of exemples/spa in a real browser: no token reaches it, and its session goes with the provider's.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Screen, open, options, person } from './chrome.mjs';

const { manifest, home, screens, pin, origin, mobile } = options();
const { identifiant, prenom } = person(manifest, 'coordinatrice');
const [caducee, ...sandbox] = mobile;

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'ecran');
const own = (path) => `${origin}${path}`;
const told = async (path) => (await desk.page.context().request.get(own(path))).json();
const state = (words) => desk.at('#etat').filter({ hasText: words }).waitFor({ timeout: 15_000 });

async function prove() {
  await desk.press(desk.button('Se connecter'));
  await desk.title('Connectez-vous');
  await desk.at('#numero').fill(identifiant.slice(1));
  await desk.press(desk.button('Continuer sur mon téléphone'));
  await desk.title('Regardez votre téléphone');
  const digits = (await desk.at('.digits__one').allInnerTexts()).join('');
  await promisify(execFile)(caducee, ['mobile', 'approve', '--telephone', prenom, '--nombre', digits, '--pin', pin, ...sandbox]);
}

async function choose(place) {
  await desk.title(/où travaillez.vous maintenant/);
  await desk.page.getByRole('radio', { name: place }).check();
  await desk.press(desk.button(/^Continuer vers/));
  await state('connecté : ');
  await desk.says(place);
}

await desk.page.goto(own('/'));
await state('non connecté');
await desk.moment('dehors');
await prove();
await choose(/EHPAD FICTIF LES TILLEULS/);
assert.equal(desk.page.url(), own('/'), 'the code has left the address bar');
await desk.moment('dedans');

const kept = await desk.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]));
assert.doesNotMatch(kept, /eyJ|__Host-session/, 'neither a token nor the number of the session');

const first = await told('/moi');
await desk.press(desk.button('Changer de situation'));
await choose(/IME FICTIF DES COTEAUX/);
const second = await told('/moi');
assert.notEqual(second.situation.id, first.situation.id);
assert.equal(second.sub, first.sub);

const before = await told('/appel');
await desk.press(desk.button('Rafraîchir'));
await state('connecté : ');
const after = await told('/appel');
assert.notEqual(after.jti, before.jti);
assert.equal(after.situation.id, second.situation.id);

// The person closes the provider's session: the service hears of it.
await desk.page.goto(`${manifest.issuer}/protocol/openid-connect/logout`);
await desk.title('Fermer votre session ?');
await desk.press(desk.button('Fermer ma session'));
await desk.title('Votre session est fermée');
for (let turn = 0; (await told('/moi')).connecte; turn += 1) {
  assert.ok(turn < 200, 'the session of the service outlives the provider’s');
  await desk.page.waitForTimeout(50);
}
await desk.page.goto(own('/'));
await state('non connecté');

// And the other way round.
await prove();
await choose(/EHPAD FICTIF LES TILLEULS/);
await desk.press(desk.button('Se déconnecter'));
await state('non connecté');
await desk.press(desk.button('Se connecter'));
await desk.title('Connectez-vous');

await desk.close();
await browser.close();
console.log('exemples/spa: login, choice, refresh, call, logout from both sides');
