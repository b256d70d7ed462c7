// The holder of the card of a structure, who has no RPPS number: an e-CPS by that card, under the number on its first line;
// then everything by that phone alone: their space, the portal where they manage, a service that wants to know who they are.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { told } from './essai.mjs';
import { LOOK, inspect } from './inspect.mjs';
import { Telephone } from './telephone.mjs';

const { manifest, home, screens, essai, qui } = options();
const { identifiant, nom } = person(manifest, qui);
const space = String(new URL('/espace', manifest.authorization));
const PIN = '739184';
/** What the number of each card looks like: of an establishment (CPE), of its director (CDE), of another employer (CPA). */
const NUMBERS = { gestionnaire: /^3\d{9}\/CPET/, directrice: /^3\d{9}\/CPED/, grades: /^5\d{14}\/CPAT/ };
assert.match(identifiant, NUMBERS[qui], 'the number of the card of a structure');

const browser = await open(home);
const desk = await Screen.open(browser, screens, `${qui}-carte`);
const other = await Screen.open(browser, screens, `${qui}-telephone-seul`, { elsewhere: essai.retour });
const pocket = await Screen.open(browser, screens, `${qui}-telephone`);
const phone = new Telephone(pocket, manifest);

// By card into the space, and the code on the screen.
await desk.page.goto(space);
await desk.press(desk.link(/Ma carte/));
await desk.title('Mes connexions');
await desk.says(new RegExp(nom));
await desk.says(/Pas d’e-CPS/);
await desk.press(desk.link('Activer avec ma carte'));
await desk.press(desk.button('Montrer le code'));
await desk.at('summary').click();
const lien = await desk.at('#lien-code').innerText();
await pocket.page.goto(manifest.telephones);
await pocket.at('#nom').fill('Un téléphone de travail');
await pocket.press(pocket.button('Créer ce téléphone'));
await pocket.at('#lien').fill(lien);
await phone.touch('lire');
await phone.type(PIN);
await phone.type(PIN);
await pocket.title('Votre e-CPS est prête');
await phone.touch('fermer');
await pocket.title('Accueil');
await pocket.says(new RegExp(identifiant));
await pocket.moment('accueil');
await desk.title('Mes connexions');
await desk.says(/Votre e-CPS est active/);

/** By the phone alone: the number of the card, typed in small letters. */
async function byPhone() {
  await other.title('Connectez-vous');
  await other.says(/le numéro de la première ligne de votre carte/);
  await other.at('#numero').fill(identifiant.toLowerCase());
  await other.press(other.button('Continuer sur mon téléphone'));
  await other.title('Regardez votre téléphone');
  if (qui === 'directrice') await inspect(other, 'attente', LOOK);
  await phone.approve((await other.at('.digits__one').allInnerTexts()).join(''), PIN);
}

// On another screen, where nobody has shown a card: the space.
await other.page.goto(space);
await byPhone();
await other.title('Mes connexions');
await other.says(new RegExp(nom));
await other.says(/Connexion, par e-CPS/);
if (qui === 'directrice') await inspect(other, 'espace', LOOK);

// The portal, by the session of the phone: whoever acts for a structure is at their desk; a GRADeS serves with its card alone.
await other.page.goto(manifest.portail);
await other.press(other.link(/Je gère des professionnels/));
if (qui === 'grades') {
  await other.page.goto(String(new URL('/grades', manifest.portail)));
  await other.says(/avec une carte, jamais avec l’e-CPS/);
} else {
  await other.title('Demandes à valider');
}
await other.says(new RegExp(nom));
await inspect(other, `${qui}-portail`, LOOK);

// What a service is told: the number of the card, no RPPS, no place of practice.
const { idToken, userinfo } = await told(other, manifest, essai);
assert.equal(idToken.authMode ?? userinfo.authMode, 'MOBILE');
assert.equal(userinfo.SubjectNameID, identifiant);
assert.equal(userinfo.authMode, 'MOBILE');
assert.equal(userinfo.SubjectRefPro, undefined);
assert.deepEqual(userinfo.SubjectRole, []);

await desk.close();
await other.close();
await pocket.close();
await browser.close();
console.log(`e-CPE of ${identifiant}: activated by card, signing in under the number of the card`);
