// A passkey in Chromium's virtual authenticator: added on the word of the phone, signing in without a number, worth no
// card, removed; and what the page says when the authenticator says nothing.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { LOOK, inspect } from './inspect.mjs';
import { Service, demand } from './service.mjs';
import { Telephone } from './telephone.mjs';

const { manifest, home, screens, pin } = options();
const { identifiant, prenom } = person(manifest, 'aide-soignante');
const at = (path) => String(new URL(path, manifest.authorization));

const service = await Service.open(manifest, 'Dossier d’essai');
const request = (more) => service.request(more);
const browser = await open(home);
const desk = await Screen.open(browser, screens, 'ecran');
const pocket = await Screen.open(browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);
const devices = await desk.page.context().newCDPSession(desk.page);
await devices.send('WebAuthn.enable');
const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
  options: {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
    isUserVerified: true, automaticPresenceSimulation: true,
  },
});
const held = async () => (await devices.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
const verified = (isUserVerified) => devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
const signIn = () => desk.button('Me connecter avec une clé d’accès');

/** From the login page, by the phone. */
async function byPhone() {
  await desk.title('Connectez-vous');
  await desk.at('#numero').fill(identifiant.slice(1));
  await desk.press(desk.button('Continuer sur mon téléphone'));
  await desk.title('Regardez votre téléphone');
  const digits = (await desk.at('.digits__one').allInnerTexts()).join('');
  await pocket.page.goto(manifest.telephones);
  await pocket.press(pocket.link(new RegExp(prenom)));
  await phone.approve(digits, pin);
}

async function closeSession() {
  await desk.page.goto(at('/deconnexion'));
  await desk.press(desk.button('Fermer ma session'));
  await desk.title('Votre session est fermée');
}

// Added in the space, on the word of the phone.
await desk.page.goto(at('/espace/cles'));
await byPhone();
await desk.title('Vos clés d’accès');
await desk.says(/Vous n’avez pas encore de clé d’accès/);
await inspect(desk, 'aucune', LOOK);
await verified(false);
await desk.at('#nom').fill('Mon ordinateur');
await desk.button('Ajouter une clé d’accès').click();
await desk.at('[role=alert]').filter({ hasText: /Rien n’a été envoyé/ }).waitFor();
assert.equal(await desk.at('#nom').inputValue(), 'Mon ordinateur', 'what was typed is still there');
await verified(true);
await desk.press(desk.button('Ajouter une clé d’accès'));
await desk.says(/La clé d’accès est ajoutée/);
await desk.says(/Mon ordinateur/);
await inspect(desk, 'ajoutee', LOOK);
const [credential] = await held();
assert.ok(credential.isResidentCredential, 'found by itself at the next sign-in');
assert.equal(credential.rpId, new URL(manifest.authorization).hostname);
await desk.at('#nom').fill('La même');
await desk.button('Ajouter une clé d’accès').click();
await desk.at('[role=alert]').filter({ hasText: 'Cet appareil porte déjà une de vos clés d’accès' }).waitFor();
await closeSession();

// Signing in without a number: cancelled once, then done.
await desk.page.goto(request());
await desk.title('Connectez-vous');
await inspect(desk, 'connexion', { ...LOOK, schemes: ['light', 'dark'] });
await verified(false);
await signIn().click();
await desk.at('[role=alert]').filter({ hasText: /Rien n’a été envoyé/ }).waitFor();
await inspect(desk, 'annulee', LOOK);
await verified(true);
await desk.press(signIn());
await desk.title('De retour');
assert.deepEqual(await service.told(desk.page.url()), { acr: 'eidas2', amr: ['pop', 'user', 'mfa', 'phr'] });

// Its session answers what resists phishing, and no request for a card.
await desk.page.goto(request(demand({ amr: { essential: true, values: ['phr'] } })));
await desk.title('De retour');
for (const card of [{ acr_values: 'eidas3' }, demand({ acr: { essential: true, value: 'eidas3' } })]) {
  await desk.page.goto(request(card));
  await desk.title('Ce service demande votre carte');
  assert.equal(await signIn().count(), 0, 'no passkey is offered');
}
await inspect(desk, 'carte-demandee', LOOK);
await desk.page.goto(request({ acr_values: 'eidas3', prompt: 'none' }));
assert.equal(new URL(desk.page.url()).searchParams.get('error'), 'login_required');
await desk.page.goto(request({ prompt: 'login', ...demand({ amr: { essential: true, values: ['phr'] } }) }));
await desk.title('Ce service demande votre carte ou une clé d’accès');
await inspect(desk, 'carte-ou-cle', LOOK);

// No passkey gives another: the phone does.
await desk.page.goto(at('/espace/cles'));
await desk.title('Vos clés d’accès');
await desk.says(/prouvez d’abord de nouveau qui vous êtes/);
await inspect(desk, 'preuve', LOOK);

// Removed: its session is over, and the device holds a key that is worth nothing.
await desk.press(desk.link(/^Retirer/));
await desk.title(/Retirer cette clé d’accès/);
await inspect(desk, 'retirer', LOOK);
await desk.press(desk.button('Retirer cette clé'));
await desk.title('La clé d’accès est retirée');
await inspect(desk, 'partie', LOOK);
await desk.page.goto(request({ prompt: 'none' }));
assert.equal(new URL(desk.page.url()).searchParams.get('error'), 'login_required');
assert.equal((await held()).length, 1, 'a device is not emptied from here');
await desk.page.goto(request());
await desk.press(signIn());
await desk.title('Cette clé d’accès a été retirée');
await inspect(desk, 'retiree', LOOK);

await desk.close();
await pocket.close();
await browser.close();
service.close();
console.log('passkey: added, used without a number, worth no card, removed');
