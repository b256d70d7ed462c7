// The residents' files and their shared documents, as one person goes through both without a script: axe and photographs on the way.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { Telephone } from './telephone.mjs';

const { manifest, home, screens, pin } = options();
const at = (service, path = '') => String(new URL(path, service));

const browser = await open(home);
const pocket = await Screen.open(browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);

/** From a page that asks who is there to what the service shows. */
async function signIn(desk, qui) {
  const { identifiant, prenom } = person(manifest, qui);
  await desk.title('Connectez-vous');
  await desk.at('#numero').fill(identifiant.slice(1));
  await desk.press(desk.button('Continuer sur mon téléphone'));
  await desk.title('Regardez votre téléphone');
  const digits = (await desk.at('.digits__one').allInnerTexts()).join('');
  await pocket.page.goto(manifest.telephones);
  await pocket.press(pocket.link(new RegExp(prenom)));
  await phone.approve(digits, pin);
}

// Lucie, accompagnement au soin, at the DUI.
const lucie = await Screen.open(browser, screens, 'lucie');
await lucie.page.goto(at(manifest.dui));
await lucie.press(lucie.link('Se connecter'));
await signIn(lucie, 'aide-soignante');
await lucie.title('Résidents, aile Jardin');
await lucie.moment('residents');
await lucie.press(lucie.link('Qui peut quoi'));
await lucie.title('Qui peut quoi');
await lucie.moment('droits');
await lucie.press(lucie.link('Résidents'));
await lucie.press(lucie.link('Ouvrir le dossier de Mme Odette FICTIF-PERRIN'));
await lucie.title('Mme Odette FICTIF-PERRIN');
await lucie.moment('dossier');
await lucie.press(lucie.button('Enregistrer : Soins du jour'));
await lucie.says(/Écrivez quelques mots/);
await lucie.moment('remarque');
await lucie.page.getByLabel('Noter un soin').fill('A bien déjeuné, tension 13/7.');
await lucie.press(lucie.button('Enregistrer : Soins du jour'));
await lucie.says(/A bien déjeuné/);
await lucie.moment('note');

// To the DMP by a link: no page of login is met on the way.
const met = [];
lucie.page.on('framenavigated', (frame) => met.push(new URL(frame.url()).pathname));
await lucie.press(lucie.link('Ouvrir le DMP de ce résident'));
await lucie.title('Documents de Mme Odette FICTIF-PERRIN');
assert.deepEqual(met, ['/patients/P-0012'], 'a page came in between');
await lucie.says(/Il ouvre 28 types de documents sur 73/);
await lucie.moment('documents');
await lucie.press(lucie.link(/^Lire : Plan personnalisé de soins/));
await lucie.title('Plan personnalisé de soins');
await lucie.moment('document');
await lucie.page.goto(at(manifest.dmp.url, 'patients/P-0012/documents/D-105'));
await lucie.title('Ce document est fermé pour votre rôle');
await lucie.moment('type-ferme');
await lucie.page.goto(at(manifest.dmp.url, 'patients'));
await lucie.title('Patients');
await lucie.moment('patients');
await lucie.press(lucie.link('Ouvrir le dossier de Mme Lucette FICTIF-BRUN'));
await lucie.title(/L’accord de Mme Lucette FICTIF-BRUN vient d’abord/);
await lucie.moment('accord');
await lucie.press(lucie.button('Enregistrer l’accord'));
await lucie.says(/Cochez la case/);
await lucie.moment('accord-remarque');
await lucie.page.getByLabel('J’ai expliqué, et l’accord est donné').check();
await lucie.press(lucie.button('Enregistrer l’accord'));
await lucie.title('Documents de Mme Lucette FICTIF-BRUN');
await lucie.press(lucie.link('Qui lit quoi'));
await lucie.title('Qui lit quoi');
await lucie.says(/Ce n’est pas le droit en vigueur/);
await lucie.moment('matrice');

// The patient, in another browser.
const odette = await Screen.open(browser, screens, 'patiente');
await odette.page.goto(at(manifest.dmp.url));
await odette.title('Les documents partagés des patients');
await odette.moment('accueil');
await odette.press(odette.link('Ouvrir l’espace d’un patient'));
await odette.moment('espaces');
await odette.press(odette.link('Mme Odette FICTIF-PERRIN'));
await odette.title('L’espace de Mme Odette FICTIF-PERRIN');
await odette.says(/Votre dossier a été consulté/);
await odette.says(/Refusé/);
await odette.moment('espace');
await odette.press(odette.button('Retirer mon accord'));
await odette.says(/Accord retiré/);
await odette.moment('retire');
await lucie.page.goto(at(manifest.dmp.url, 'patients/P-0012'));
await lucie.says(/L’accord a été retiré/);

// Somebody whose role opens nothing at either.
const diego = await Screen.open(browser, screens, 'diego');
await diego.page.goto(at(manifest.dmp.url, 'patients/P-0014'));
await signIn(diego, 'autre-activite');
await diego.title('Votre rôle n’ouvre pas les documents partagés');
await diego.moment('ferme');
await diego.page.goto(at(manifest.dui, 'connexion'));
await diego.title('Ce dossier est fermé pour vous');
await diego.moment('dui-ferme');

// Left at one, told at the other.
await lucie.page.goto(at(manifest.dui, 'residents'));
await lucie.press(lucie.button('Se déconnecter'));
await lucie.title('Le dossier des résidents');
for (let tries = 0; tries < 50; tries += 1) {
  await lucie.page.goto(at(manifest.dmp.url, 'patients'));
  if (/Votre session s’est fermée/.test(await lucie.text())) break;
  await lucie.page.waitForTimeout(100);
}
await lucie.title('Votre session s’est fermée');
await lucie.moment('session-fermee');

await lucie.close();
await odette.close();
await diego.close();
await pocket.close();
await browser.close();
console.log('two services: residents, documents, consent, the patient, a role that opens nothing, one session');
