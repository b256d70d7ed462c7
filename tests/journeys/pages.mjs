// Every page that anybody may open, at every width, day and night, with and without scripts.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';

const { manifest, home, screens } = options();
const WIDTHS = [320, 390, 640, 1280];
const auth = (parameters) => `${new URL('/auth', manifest.authorization)}?${new URLSearchParams(parameters)}`;

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'page');
const { page, faults } = desk;

/** What stands alone and is touched: 44 by 44 px. Links within a sentence are axe's (24 px or room around). */
const small = () => {
  const alone = (element) => {
    if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return true;
    const around = [...element.parentElement.childNodes].filter((node) => node !== element && node.textContent.trim());
    return around.length === 0;
  };
  const touched = (element) => (['radio', 'checkbox'].includes(element.type) ? element.closest('label') ?? element : element);
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && alone(element))
    .map((element) => [element, touched(element).getBoundingClientRect()])
    .filter(([, box]) => box.right > 0 && box.bottom > 0 && (box.width < 43.9 || box.height < 43.9))
    .map(([element, box]) => `${element.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`);
};

async function inspect(name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      const place = `${name}-${width}-${colorScheme === 'light' ? 'jour' : 'nuit'}`;
      await page.setViewportSize({ width, height: 800 });
      await desk.sideways(place, width);
      for (const found of await page.evaluate(small)) faults.push(`${place}: small: ${found}`);
      if (width === 320 || width === 1280) await desk.accessible(place);
      if (width !== 640) await desk.shoot(place);
    }
  }
}

async function look(name, address, heading, status = 200) {
  const answer = await page.goto(String(address));
  assert.equal(answer.status(), status, `${name}: ${address}\n${await desk.text()}`);
  await desk.title(heading);
  await inspect(name);
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
await look('connexion-perimee', new URL('/connexion/nulle-part', manifest.authorization), 'Cette page de connexion ne sert plus', 410);
await look('carte-absente', new URL(`/carte/${new URL(waiting).pathname.split('/').pop()}`, manifest.carte), 'Aucune carte n’a été lue', 403);
await look('telephones', manifest.telephones, 'Téléphones');
await page.locator('#nom').fill('Un téléphone');
await desk.press(desk.button('Créer ce téléphone'));
await desk.title('Activez votre e-CPS');
await inspect('telephone-activer');
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
