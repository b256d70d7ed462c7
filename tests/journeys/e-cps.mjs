// The e-CPS with the browser and the phone's page side by side: activation, login, a wrong PIN, refusals.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { Inbox, Telephone } from './telephone.mjs';

const { manifest, home, screens } = options();
const PIN = '739184';
const { identifiant } = person(manifest, 'coordinatrice');

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'ecran');
const pocket = await Screen.open(browser, screens, 'telephone');
const mail = await Screen.open(browser, screens, 'messages');
const phone = new Telephone(pocket, manifest);

/** From the service's home to the page that shows two digits; gives them. */
async function ask() {
  await desk.page.goto(manifest.dui);
  await desk.press(desk.link('Se connecter'));
  await desk.title('Connectez-vous');
  await desk.at('#numero').fill(identifiant.slice(1));
  await desk.press(desk.button('Continuer sur mon téléphone'));
  await desk.title('Regardez votre téléphone');
  const digits = (await desk.at('.digits__one').allInnerTexts()).join('');
  assert.match(digits, /^\d\d$/);
  return digits;
}

/** The page goes on by itself once the phone has answered. */
async function choosePlace() {
  await desk.title(/où travaillez.vous maintenant/);
  await desk.page.getByRole('radio', { name: /EHPAD FICTIF LES TILLEULS/ }).check();
  await desk.press(desk.button(/^Continuer vers/));
  await desk.title('Résidents, aile Jardin');
}

async function logOut() {
  await desk.press(desk.button('Se déconnecter'));
  await desk.title('Le dossier des résidents');
}

await phone.activate(new Inbox(mail, manifest), { identifiant, name: 'Le téléphone d’Alba', pin: PIN });

// The first login, every screen looked at.
await desk.page.goto(manifest.dui);
await desk.moment('service');
await desk.press(desk.link('Se connecter'));
await desk.moment('connexion');
await desk.at('#numero').fill('123');
await desk.press(desk.button('Continuer sur mon téléphone'));
await desk.says(/Ce numéro n’a pas la bonne forme/);
await desk.moment('numero-illisible');
const digits = await ask();
await desk.moment('attente');
await phone.notified();
await pocket.moment('notification');
await phone.look();
await pocket.moment('nombre');
await phone.type(digits);
await pocket.title('Votre code secret');
await pocket.moment('code');
await phone.type(PIN);
await pocket.title('C’est validé');
await pocket.moment('validee');
await phone.touch('fermer');
await desk.title(/où travaillez.vous maintenant/);
await desk.moment('lieux');
await choosePlace();
await desk.says(/Vous agissez comme : accompagnement au soin/);
assert.deepEqual(await desk.at('th[role=columnheader]').allTextContents(), ['Résident', 'Chambre', 'Soins du jour', 'Actions']);
await desk.moment('residents');

// Another place, without typing the code again.
await desk.press(desk.link('Changer de lieu de travail'));
await desk.title(/où travaillez.vous maintenant/);
await desk.page.getByRole('radio', { name: /IME FICTIF DES COTEAUX/ }).check();
await desk.press(desk.button(/^Continuer vers/));
await desk.title('Vous travaillez ailleurs en ce moment');
await desk.moment('autre-lieu');
await logOut();
await desk.moment('deconnecte');

// A wrong number, a wrong PIN, then the right ones.
const second = await ask();
await phone.look();
await phone.type(second === '42' ? '43' : '42');
await phone.type(PIN);
await pocket.says(/Ce n’est pas le numéro de l’écran/);
await pocket.moment('nombre-inexact');
await phone.type(second);
await pocket.title('Votre code secret');
await phone.type('739185');
await pocket.says(/Ce n’est pas le bon code. Encore 2 essais/);
await pocket.moment('code-inexact');
await phone.type(PIN);
await pocket.title('C’est validé');
await phone.touch('fermer');
await choosePlace();
await logOut();

// A refusal, then « Ce n’est pas moi ».
await ask();
await phone.look();
await phone.touch('refuser');
await pocket.title('Vous avez refusé');
await pocket.moment('refusee');
await phone.touch('fermer');
await desk.title('Vous avez refusé sur votre téléphone');
await desk.moment('refusee');
await ask();
await phone.look();
await phone.touch('pas_moi');
await pocket.title('Demande refusée');
await pocket.moment('pas-moi');
await phone.touch('historique');
await pocket.title('Mes dernières validations');
await pocket.moment('historique');
await desk.title('Cette demande a été signalée');
await desk.moment('signalee');

await desk.close();
await pocket.close();
await mail.close();
await browser.close();
console.log('e-CPS: activation, login, another place, wrong number, wrong PIN, refusal, not me');
