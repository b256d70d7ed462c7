// The partner space: a mail, an organisation, a service whose wrong addresses are told while they are typed, its secret this
// once, a refusal explained, the tokens of invented people, two secrets, a passkey, a key of the API, and the operator.
import assert from 'node:assert/strict';
import { Screen, open, options } from './chrome.mjs';
import { LOOK, inspect } from './inspect.mjs';

const { manifest, home, screens, exploitant } = options();
const NOE = 'noe.fictif@editeur.example';
const RETOUR = 'https://essai.localhost/retour';
const at = (path) => String(new URL(path, manifest.partenaires));

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'ecran');
const { page } = desk;

/** The link of the only mail with one, as the inbox of the sandbox tells it. */
async function link() {
  for (let tries = 0; tries < 50; tries += 1) {
    const messages = await (await fetch(new URL('/api/messages', manifest.messagerie))).text();
    const found = messages.match(/https:\/\/localhost:\d+\/entree\/lien\?l=[\w-]+/g);
    if (found) return found.at(-1);
    await new Promise((resume) => { setTimeout(resume, 100); });
  }
  return assert.fail('no mail came');
}

await page.goto(at('/'));
await desk.title('Espace partenaires');
await inspect(desk, 'porte');
await desk.at('#courriel').fill(NOE);
await desk.press(desk.button('Recevoir un lien'));
await desk.title('Lisez votre courriel');
await inspect(desk, 'envoye', LOOK);
const lien = await link();
await page.goto(lien);
await desk.says(new RegExp(NOE));
await inspect(desk, 'lien', LOOK);
await desk.press(desk.button('Entrer'));
await desk.title('Vos organisations');
await inspect(desk, 'accueil', LOOK);

// The link is spent.
const stranger = await Screen.open(browser, screens, 'autre');
await stranger.page.goto(lien);
await stranger.says(/Ce lien a déjà servi/);
await inspect(stranger, 'lien-servi', LOOK);
await stranger.close();

await desk.at('#nom').fill('Équipe Dossier');
await desk.press(desk.button('Créer l’organisation'));
await desk.title('Vos services');
const services = new URL(page.url()).pathname;
await inspect(desk, 'services', LOOK);
await desk.press(desk.link('Déclarer un service'));
await desk.title('Déclarer un service');
await inspect(desk, 'fiche');

// Each wrong address says why while it is typed; what is sent anyway is refused by the same rule.
await desk.at('#adresses_retour').fill('http://essai.localhost/retour#x');
await page.getByText(/n’est pas en https/).first().waitFor();
await page.getByText(/contient un fragment/).first().waitFor();
await desk.at('#nom').fill('Dossier des partenaires');
await desk.at('#lieu').fill('EHPAD FICTIF LES TILLEULS');
await desk.press(desk.button('Déclarer le service'));
await desk.title('Quelques points à corriger');
await inspect(desk, 'fiche-refusee');
await desk.at('#adresses_retour').fill(RETOUR);
await desk.press(desk.button('Déclarer le service'));
await desk.title('Le secret de votre client');
await inspect(desk, 'secret', LOOK);
const client = (await desk.at('#client').innerText()).trim();
const secret = (await desk.at('#secret').innerText()).trim();
assert.equal(secret.length, 43);
await desk.press(desk.link('C’est copié'));
await desk.title('Dossier des partenaires');
await inspect(desk, 'service');
const service = new URL(page.url()).pathname;
assert.ok(!(await desk.text()).includes(secret), 'the secret is shown once');

// What the service sends, right and wrong.
const token = (password) => fetch(`${manifest.issuer}/protocol/openid-connect/token`, {
  method: 'POST',
  body: new URLSearchParams({ grant_type: 'authorization_code', code: 'personne', redirect_uri: RETOUR, client_id: client, client_secret: password }),
}).then((answer) => answer.json());
await new Promise((resume) => { setTimeout(resume, 1100); });
assert.equal((await token(secret)).error, 'invalid_grant');
assert.equal((await token('un-autre-secret')).error, 'invalid_client');
const wrong = new URLSearchParams({ client_id: client, redirect_uri: `${RETOUR}/`, response_type: 'code', scope: 'openid' });
await fetch(`${new URL('/auth', manifest.authorization)}?${wrong}`);
await desk.press(desk.link(/Requêtes en direct/));
await desk.says(/400 invalid_grant/);
await desk.says(/401 invalid_client/);
await desk.says(/GET auth/);
await desk.says(/Reçu\s+https:\/\/essai\.localhost\/retour\/\s+Attendu\s+https:\/\/essai\.localhost\/retour\s/);
assert.ok(!(await desk.text()).includes('un-autre-secret'), 'what proves a client is never shown');
await inspect(desk, 'requetes');
await desk.press(desk.link(/Détail POST token/).first());
await desk.says(/À corriger chez vous/);
await inspect(desk, 'requete-detail', LOOK);

await page.goto(at(`${service}/claims`));
await desk.title('Scopes et claims');
await page.locator('details').first().locator('summary').click();
await desk.says(/FICTIF-MARTEL/);
await inspect(desk, 'claims', LOOK);

// Two secrets at a time.
await page.goto(at(service));
await page.getByText('Changer la preuve de ce client').first().click();
await desk.press(desk.button(/^Changer/));
await desk.title('Le secret de votre client');
const second = (await desk.at('#secret').innerText()).trim();
await new Promise((resume) => { setTimeout(resume, 1100); });
for (const one of [secret, second]) assert.equal((await token(one)).error, 'invalid_grant');
await desk.press(desk.link('C’est copié'));
await desk.says(/L’ancienne preuve sert encore/);
await inspect(desk, 'deux-preuves', LOOK);
await desk.press(desk.button(/Finir l’ancienne/));
await new Promise((resume) => { setTimeout(resume, 1100); });
assert.equal((await token(secret)).error, 'invalid_client');
assert.equal((await token(second)).error, 'invalid_grant');

// Production, and the operator's answer.
await desk.at('#usage').fill('Un dossier pour trois EHPAD.');
await desk.press(desk.button('Demander la production'));
await desk.says(/n’est pas public/);
await inspect(desk, 'production-refusee', LOOK);
await page.goto(at(`${service}/fiche`));
await desk.at('#adresses_retour').fill('https://dossier.example/retour');
await desk.press(desk.button('Enregistrer'));
await desk.at('#usage').fill('Un dossier pour trois EHPAD.');
await desk.press(desk.button('Demander la production'));
await desk.says(/L’exploitant examine la demande/);

// People, keys of the API, passkeys.
await desk.press(desk.link('Équipe'));
await desk.at('#courriel').fill('alba.fictif@editeur.example');
await desk.press(desk.button('Inviter'));
await desk.says(/alba\.fictif@editeur\.example/);
await inspect(desk, 'equipe', LOOK);
await desk.press(desk.link('Clés d’API'));
await desk.at('#nom').fill('Intégration continue');
await desk.press(desk.button('Créer la clé'));
await inspect(desk, 'cle-api', LOOK);
const key = (await desk.at('#cle-api').innerText()).trim();
const listed = await fetch(at('/api/v1/services'), { headers: { authorization: `Bearer ${key}` } });
assert.equal((await listed.json())[0].clients[0].client_id, client);

const devices = await page.context().newCDPSession(page);
await devices.send('WebAuthn.enable');
await devices.send('WebAuthn.addVirtualAuthenticator', {
  options: {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
    isUserVerified: true, automaticPresenceSimulation: true,
  },
});
await page.goto(at('/cles'));
await desk.title('Vos clés d’accès');
await desk.at('#nom').fill('Ma clé bleue');
await desk.press(desk.button('Ajouter la clé'));
await desk.says(/Ma clé bleue/);
await inspect(desk, 'cles', LOOK);
await page.goto(at('/sortie'));
await desk.press(desk.button('Quitter'));
await desk.title('Espace partenaires');
await desk.press(desk.button('Utiliser ma clé d’accès'));
await desk.title('Vos organisations');
await page.goto(at(services));
await desk.says(/Dossier des partenaires/);

// The operator, on the address that is never public.
await page.goto(`${exploitant}/partenaires`);
await desk.title('Demandes de production');
await inspect(desk, 'demandes', LOOK);
await desk.press(desk.link(/Dossier des partenaires/));
await inspect(desk, 'demande', LOOK);
await desk.press(desk.button('Enregistrer la décision'));
await desk.says(/Écrivez pourquoi/);
await desk.at('#motif').fill('Quel hébergeur ?');
await desk.press(desk.button('Enregistrer la décision'));
await page.goto(at(service));
await desk.says(/Quel hébergeur \?/);
await inspect(desk, 'a-completer', LOOK);
await desk.close();
await browser.close();
console.log('partenaires: from a mail to a client, its refusals, its secrets, its keys, and the operator');
