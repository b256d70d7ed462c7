// Step-up: a session that the phone opened answers what it is worth and nothing more, until the card is shown.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { LOOK, inspect } from './inspect.mjs';
import { Service, demand } from './service.mjs';
import { Telephone } from './telephone.mjs';

const { manifest, home, screens, pin } = options();
const { identifiant, prenom } = person(manifest, 'medecin');
const service = await Service.open(manifest, 'Prescription d’essai');
const CARD = { acr: 'eidas3', amr: ['sc', 'pin', 'mfa', 'phr'] };
const PHONE = { acr: 'eidas2', amr: ['pop', 'pin', 'mfa'] };
/** Every way in which a service asks for the card. */
const FOR_A_CARD = [
  { acr_values: 'eidas3' },
  demand({ acr: { essential: true, value: 'eidas3' } }),
  demand({ acr: { essential: true, values: ['eidas3'] } }),
];

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'ecran');
const pocket = await Screen.open(browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);
const answer = () => new URL(desk.page.url()).searchParams;
const ask = (more) => desk.page.goto(service.request(more));

// Signed in by the phone.
await ask({ acr_values: 'eidas2' });
await desk.title('Connectez-vous');
await desk.at('#numero').fill(identifiant.slice(1));
await desk.press(desk.button('Continuer sur mon téléphone'));
await desk.title('Regardez votre téléphone');
const digits = (await desk.at('.digits__one').allInnerTexts()).join('');
await pocket.page.goto(manifest.telephones);
await pocket.press(pocket.link(new RegExp(prenom)));
await phone.approve(digits, pin);
await desk.title('De retour');
assert.deepEqual(await service.told(desk.page.url()), PHONE);
await ask({ acr_values: 'eidas2', prompt: 'none' });
assert.deepEqual(await service.told(desk.page.url()), PHONE, 'what it is worth is answered without a word');

// Nothing that asks for the card is answered by that session, whatever the way of asking.
for (const wanted of FOR_A_CARD) {
  await ask({ ...wanted, prompt: 'none' });
  assert.equal(answer().get('error'), 'login_required', JSON.stringify(wanted));
  await ask(wanted);
  await desk.title('Ce service demande votre carte');
  assert.equal(await desk.at('#numero').count(), 0, 'the phone is not offered');
}
await inspect(desk, 'carte-demandee', LOOK);

// Whoever has no card at hand goes back, and is still signed in as before.
await desk.at('summary').filter({ hasText: 'Ce n’est pas le service que je voulais' }).click();
await desk.press(desk.button(/^Revenir à/));
assert.equal(answer().get('code'), null);
assert.equal(answer().get('error'), 'access_denied');
await ask({ acr_values: 'eidas2', prompt: 'none' });
assert.deepEqual(await service.told(desk.page.url()), PHONE);

// The card is shown: the same person, a stronger session.
await ask({ acr_values: 'eidas3' });
await desk.title('Ce service demande votre carte');
await desk.press(desk.link(/carte/i).first());
await desk.title('De retour');
assert.deepEqual(await service.told(desk.page.url()), CARD);
for (const wanted of [...FOR_A_CARD, { acr_values: 'eidas2' }, demand({ amr: { essential: true, values: ['phr'] } })]) {
  await ask({ ...wanted, prompt: 'none' });
  assert.deepEqual((await service.told(desk.page.url())).amr, CARD.amr, JSON.stringify(wanted));
}

// The space says by what it was opened; one session, not two.
await desk.page.goto(String(new URL('/espace', manifest.authorization)));
await desk.title('Mes connexions');
assert.equal(await desk.at('section[aria-labelledby=titre-sessions] li').count(), 1);
await desk.says(/par carte/);
await inspect(desk, 'espace', LOOK);

await desk.close();
await pocket.close();
await browser.close();
service.close();
console.log('step-up: a phone is worth no card, however it is asked; the card lifts the session');
