// Every page that anybody may open, at every width, day and night, with and without scripts.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { inspect } from './inspect.mjs';

const { manifest, home, screens } = options();
const auth = (parameters) => `${new URL('/auth', manifest.authorization)}?${new URLSearchParams(parameters)}`;

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'page');
const { page } = desk;

async function look(name, address, heading, status = 200) {
  const answer = await page.goto(String(address));
  assert.equal(answer.status(), status, `${name}: ${address}\n${await desk.text()}`);
  await desk.title(heading);
  await inspect(desk, name);
}

await look('dui', manifest.dui, 'Le dossier des résidents');
await look('dui-retour-sans-demande', new URL('/retour?code=x&state=y', manifest.dui), /./, 400);
await look('connexion', new URL('/connexion', manifest.dui), 'Connectez-vous');
const waiting = page.url();
await look('connexion-en', `${waiting}?ui_locales=en`, /./);
await look('session-aucune', manifest.authorization, 'Aucune session ouverte');
await look('deconnectee', new URL('/deconnexion', manifest.authorization), 'Votre session est fermée');
await look('client-inconnu', auth({ client_id: 'personne', redirect_uri: 'https://nulle-part.example/', response_type: 'code', scope: 'openid' }), /réglage/, 400);
await look('retour-inconnu', auth({ client_id: 'dui', redirect_uri: `${new URL('/retour/', manifest.dui)}`, response_type: 'code', scope: 'openid' }), /réglage/, 400);
await look('demande-signee', auth({ client_id: 'dui', request: 'aaaa.bbbb.cccc' }), /réglage/, 400);
await look('demande-deposee', auth({ client_id: 'dui', request_uri: 'urn:ietf:params:oauth:request_uri:personne' }), 'Cette demande de connexion a expiré', 400);
await look('deconnexion-indice', `${manifest.issuer}/protocol/openid-connect/logout?id_token_hint=a.b.c`, 'Cette demande de déconnexion ne se lit pas', 400);
await look('connexion-perimee', new URL('/connexion/nulle-part', manifest.authorization), 'Cette page de connexion ne sert plus', 410);
await look('carte-absente', new URL(`/carte/${new URL(waiting).pathname.split('/').pop()}`, manifest.carte), 'Aucune carte n’a été lue', 403);
await look('telephones', manifest.telephones, 'Téléphones');
await page.locator('#nom').fill('Un téléphone');
await desk.press(desk.button('Créer ce téléphone'));
await desk.title('Activez votre e-CPS');
await inspect(desk, 'telephone-activer');
await look('messages', manifest.messagerie, 'Messages');
await look('accueil', manifest.accueil, /./);
await desk.close();

// Without scripts, from the service to the waiting page and its button.
const bare = await Screen.open(browser, screens, 'sans-script', { javaScriptEnabled: false });
await bare.page.goto(manifest.dui);
await bare.press(bare.link('Se connecter'));
await bare.at('#numero').fill(person(manifest, 'sans-poste').identifiant.slice(1));
await bare.press(bare.button('Continuer sur mon téléphone'));
await bare.title('Regardez votre téléphone');
await bare.shoot('sans-script-attente');
await bare.press(bare.button('C’est validé sur mon téléphone'));
await bare.says(/Votre téléphone n’a pas encore répondu/);
await bare.shoot('sans-script-pas-encore');
await bare.close();
await browser.close();
console.log('pages: every width, day and night, with and without scripts');
