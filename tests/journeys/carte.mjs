// The card, whose certificate the browser itself presents: one browser a person, each with its own certificate store.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { told } from './essai.mjs';

const { manifest, homes, screens, essai } = options();

/** From the service's home to the card's answer. */
async function show(desk) {
  await desk.page.goto(manifest.dui);
  await desk.press(desk.link('Se connecter'));
  await desk.title('Connectez-vous');
  await desk.press(desk.link(/Ma carte/));
}

async function visit(qui, journey, context) {
  const browser = await open(homes[qui] ?? homes['sans-carte']);
  const desk = await Screen.open(browser, screens, qui, context);
  await journey(desk);
  await desk.close();
  await browser.close();
}

await visit('medecin', async (desk) => {
  await show(desk);
  await desk.title('Vous travaillez ailleurs en ce moment');
  await desk.says(new RegExp(person(manifest, 'medecin').nom));
  await desk.moment('ailleurs');
});

await visit('directrice', async (desk) => {
  await show(desk);
  await desk.title('Aucun lieu de travail en cours');
  await desk.says(/Que faire maintenant/);
  await desk.moment('sans-lieu');
  await desk.press(desk.button('Revenir à Dossier résident'));
  await desk.title(/./);
  await desk.moment('revenue');
});

// A service that takes people without a place of work gets her identity, from the number of her establishment.
await visit('directrice', async (desk) => {
  const { userinfo } = await told(desk, manifest, essai, async () => {
    await desk.title('Connectez-vous');
    await desk.link(/Ma carte/).click();
  });
  assert.equal(userinfo.SubjectNameID, person(manifest, 'directrice').identifiant);
  assert.equal(userinfo.authMode, 'CARD');
}, { elsewhere: essai.retour });

/** The bad cards: what is wrong, and what to do about it. */
async function refuse(qui, title, advice, context) {
  await visit(qui, async (desk) => {
    await show(desk);
    await desk.title(title);
    await desk.says(advice);
    await desk.moment('refusee');
    await desk.press(desk.link('Choisir un autre moyen'));
    await desk.title('Connectez-vous');
  }, context);
}

await refuse('carte-revoquee', 'Cette carte ne peut plus servir', /déclarée perdue, volée ou remplacée/);
await refuse('carte-emetteur-inconnu', 'Cette carte ne vient pas d’un émetteur reconnu', /Fermez toutes les fenêtres du navigateur/);
// Chromium offers neither of the last two: to it, this person has no card.
for (const qui of ['sans-carte', 'carte-expiree', 'carte-signature']) {
  await refuse(qui, 'Aucune carte n’a été lue', /Insérez votre carte dans le lecteur/);
}
// Another browser may offer them: here Node makes the handshake in the browser's place.
for (const [qui, title, advice] of [
  ['carte-expiree', 'Cette carte est arrivée à sa date de fin', /connectez-vous avec votre téléphone/],
  ['carte-signature', 'Ce n’est pas le bon certificat de la carte', /choisissez le certificat d’authentification/],
]) {
  const { p12, mot_de_passe } = manifest.cartes.find((card) => card.qui === qui);
  const certificate = { origin: new URL(manifest.carte).origin, pfxPath: p12, passphrase: mot_de_passe };
  await refuse(`autre-navigateur-${qui}`, title, advice, { clientCertificates: [certificate], ignoreHTTPSErrors: true });
}

console.log('cards: a good one, one without a place of work, four that are refused');
