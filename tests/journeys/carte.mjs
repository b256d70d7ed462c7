// The card, whose certificate the browser itself presents: one browser a person, each with its own certificate store.
import { createHash, randomBytes } from 'node:crypto';
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';

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
  const verifier = randomBytes(32).toString('base64url');
  const start = new URL('/auth', manifest.authorization);
  start.search = new URLSearchParams({
    response_type: 'code', client_id: essai.id, redirect_uri: essai.retour, scope: 'openid scope_all', acr_values: 'eidas1',
    state: 'un-etat-assez-long-pour-un-essai', nonce: 'un-nonce-assez-long-pour-un-essai',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  });
  await desk.page.goto(String(start));
  await desk.title('Connectez-vous');
  await desk.press(desk.link(/Ma carte/));
  await desk.page.waitForURL(`${essai.retour}**`);
  const answer = new URL(desk.page.url()).searchParams;
  assert.equal(answer.get('iss'), manifest.issuer);
  const tokens = await (await fetch(`${manifest.issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${essai.id}:${essai.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: essai.retour, code_verifier: verifier }),
  })).json();
  const userinfo = await (await fetch(`${manifest.issuer}/protocol/openid-connect/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })).json();
  assert.equal(userinfo.SubjectNameID, person(manifest, 'directrice').identifiant);
  assert.equal(userinfo.authMode, 'CARD');
}, { elsewhere: essai.retour });

/** The bad cards: what is wrong, and what to do about it. */
const refused = [
  ['carte-revoquee', 'Cette carte ne peut plus servir', /déclarée perdue, volée ou remplacée/],
  ['carte-signature', 'Ce n’est pas le bon certificat de la carte', /choisissez le certificat d’authentification/],
  ['sans-carte', 'Aucune carte n’a été lue', /Insérez votre carte dans le lecteur/],
  // Chromium offers neither: to it this person has no card.
  ['carte-expiree', 'Aucune carte n’a été lue', /Insérez votre carte dans le lecteur/],
  ['carte-emetteur-inconnu', 'Aucune carte n’a été lue', /Insérez votre carte dans le lecteur/],
];
for (const [qui, title, advice] of refused) {
  await visit(qui, async (desk) => {
    await show(desk);
    await desk.title(title);
    await desk.says(advice);
    await desk.moment('refusee');
    await desk.press(desk.button('Choisir un autre moyen'));
    await desk.title('Connectez-vous');
  });
}

// Another browser offers the expired card all the same: here Node makes the handshake in the browser's place.
await visit('autre-navigateur', async (desk) => {
  await show(desk);
  await desk.title('Cette carte est arrivée à sa date de fin');
  await desk.says(/connectez-vous avec votre téléphone/);
  await desk.moment('expiree');
}, { clientCertificates: [{ origin: new URL(manifest.carte).origin, ...pkcs12('carte-expiree') }], ignoreHTTPSErrors: true });

function pkcs12(qui) {
  const { p12, mot_de_passe } = manifest.cartes.find((card) => card.qui === qui);
  return { pfxPath: p12, passphrase: mot_de_passe };
}

console.log('cards: a good one, one without a place of work, five that are refused');
