// A lost phone: the space of a doctor with a card, the e-CPS tried and ended, another phone activated by the code on the
// screen, and everything closed in one act.
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';
import { LOOK, inspect } from './inspect.mjs';
import { Telephone } from './telephone.mjs';

const { manifest, home, screens, pin } = options();
const { identifiant, prenom, nom } = person(manifest, 'medecin');
const space = String(new URL('/espace', manifest.authorization));
const NEW_PIN = '739184';

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'espace');
const elsewhere = await Screen.open(browser, screens, 'service');
const pocket = await Screen.open(browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);

const digits = async (screen) => (await screen.at('.digits__one').allInnerTexts()).join('');

async function phoneOf(name) {
  await pocket.page.goto(manifest.telephones);
  await pocket.press(pocket.link(new RegExp(name)));
}

// A service somewhere else, by the phone.
await elsewhere.page.goto(manifest.dui);
await elsewhere.press(elsewhere.link('Se connecter'));
await elsewhere.at('#numero').fill(identifiant.slice(1));
await elsewhere.press(elsewhere.button('Continuer sur mon téléphone'));
await elsewhere.title('Regardez votre téléphone');
await phoneOf(prenom);
await phone.approve(await digits(elsewhere), pin);
await elsewhere.title('Vous travaillez ailleurs en ce moment');
await elsewhere.says(new RegExp(nom));

// Into the space by the card, in another browser.
await desk.page.goto(space);
await desk.title('Connectez-vous');
await desk.says(/Votre espace Caducée/);
await desk.press(desk.link(/Ma carte/));
await desk.title('Mes connexions');
await desk.says(new RegExp(nom));
await desk.says(/e-CPS sur mon téléphone/);
await desk.says(/Carte finissant par/);
await desk.says(/Dossier résident/);
await desk.says(/Demande sur mon téléphone, répondue/);
assert.equal(await desk.at('section[aria-labelledby=titre-sessions] li').count(), 2, 'here and at the service');
await inspect(desk, 'espace', { ...LOOK, schemes: ['light', 'dark'] });
await desk.page.emulateMedia({ media: 'print' });
assert.equal(await desk.button('Fermer').first().isVisible(), false, 'paper has no buttons');
await desk.shoot('imprime');
await desk.page.emulateMedia({ media: 'screen' });

await desk.page.pdf({ path: `${screens}/espace.pdf`, format: 'A4' });

// One session of three, one service: ended at once, and the rest goes on.
const away = await Screen.open(browser, screens, 'ailleurs');
await away.page.goto(space);
await away.press(away.link(/Ma carte/));
await away.title('Mes connexions');
await desk.page.reload();
const sessions = desk.at('section[aria-labelledby=titre-sessions] li');
assert.equal(await sessions.count(), 3);
await desk.press(sessions.filter({ hasNotText: 'Ici' }).first().getByRole('button'));
await desk.says(/La session est fermée/);
assert.equal(await sessions.count(), 2);
await away.page.reload();
await away.title('Connectez-vous');
await desk.press(desk.button(/^Retirer l’accès Dossier résident/));
await desk.says(/Ce service n’a plus accès à rien de vous/);
await desk.says(/Aucun service ne tient quelque chose de vous/);
assert.equal(await sessions.count(), 2, 'a service is no session');
await inspect(desk, 'service-retire', LOOK);

// Everything in one act: what it says first.
await desk.press(desk.link(/Tout fermer/).first());
await desk.title('Tout fermer ?');
await inspect(desk, 'tout', LOOK);
await desk.press(desk.link('Revenir à mon espace'));

// The e-CPS tried: the whole way, opening nothing.
await desk.press(desk.button('Tester'));
await desk.title(/Tester mon e.CPS/);
await inspect(desk, 'essai', LOOK);
await phone.approve(await digits(desk), pin);
await desk.at('.banner__title').filter({ hasText: 'Votre e-CPS fonctionne' }).waitFor();
await inspect(desk, 'essai-reussi', LOOK);
await phone.touch('historique');
await pocket.title('Mes dernières validations');
await pocket.says(/Dossier résident/);
await pocket.says(/Votre espace Caducée/);
await pocket.moment('historique');
await phone.touch('fermer');
await desk.press(desk.link('Revenir à mon espace'));

// Stolen: ended at once, with what it had opened.
await desk.press(desk.link('Téléphone perdu ou volé'));
await desk.title(/Arrêter mon e.CPS/);
await inspect(desk, 'arreter', LOOK);
await desk.press(desk.button('Arrêter mon e-CPS'));
await desk.says(/Choisissez ce qui se passe/);
await desk.at('#motif-vol').check({ force: true });
await desk.press(desk.button('Arrêter mon e-CPS'));
await desk.says(/Votre e-CPS est arrêtée/);
await desk.says(/Pas d’e-CPS/);
assert.equal(await desk.at('section[aria-labelledby=titre-sessions] li').count(), 1, 'the session at the service is over');
await inspect(desk, 'arretee', LOOK);
await phoneOf(prenom);
await phone.touch('ouvrir');
await pocket.title('Cette e-CPS ne sert plus');
await pocket.moment('arretee');

// Another phone, by the code on the screen of whoever showed a card.
await desk.press(desk.link('Activer avec ma carte'));
await desk.title(/Activer mon e.CPS avec ma carte/);
if (await desk.link(/Ma carte/).count()) await desk.press(desk.link(/Ma carte/));
await inspect(desk, 'carte-lue', LOOK);
await desk.press(desk.button('Montrer le code'));
await desk.at('svg.qr').waitFor();
await desk.at('summary').click();
const lien = await desk.at('#lien-code').innerText();
await desk.page.setViewportSize({ width: 320, height: 800 });
await desk.accessible('code');
await desk.shoot('code-320');
await desk.page.setViewportSize({ width: 1440, height: 800 });
await desk.shoot('code-1440');
await pocket.page.goto(manifest.telephones);
await pocket.at('#nom').fill('Le nouveau téléphone');
await pocket.press(pocket.button('Créer ce téléphone'));
await pocket.title('Activez votre e-CPS');
await pocket.at('#lien').fill(lien);
await phone.touch('lire');
await pocket.title('Choisissez un code secret');
await desk.at('[data-poll]').filter({ hasText: 'Un téléphone a lu le code' }).waitFor();
await inspect(desk, 'code-lu', LOOK);
await phone.type(NEW_PIN);
await pocket.title('Tapez-le encore une fois');
await phone.type(NEW_PIN);
await pocket.title('Votre e-CPS est prête');
await phone.touch('fermer');
await desk.title('Mes connexions');
await desk.says(/Votre e-CPS est active sur ce téléphone/);
await desk.says(/e-CPS activée, par carte/);
await inspect(desk, 'activee', LOOK);

// All of the history.
await desk.page.goto(`${space}/historique`);
await desk.title('Ce qui s’est passé');
for (const fact of [/e-CPS arrêtée, téléphone volé/, /Accès retiré à un service/, /Session fermée depuis mon espace/, /Demande sur mon téléphone, répondue/]) {
  await desk.says(fact);
}
await inspect(desk, 'historique', LOOK);
await desk.press(desk.link('Revenir à mon espace'));

// The card: what it opened, this very session with it.
await desk.press(desk.button(/^Fermer ses sessions/));
await desk.title('Les sessions de cette carte sont fermées');
await inspect(desk, 'carte-fermee', LOOK);
await desk.page.goto(space);
await desk.press(desk.link(/Ma carte/));
await desk.title('Mes connexions');

// Another SIM card in that phone: its e-CPS ends there and here.
await phone.touch('sim');
await phone.touch('ouvrir');
await pocket.says(/La carte SIM de ce téléphone a changé/);
await pocket.moment('sim-changee');
await desk.page.reload();
await desk.says(/Pas d’e-CPS/);
await desk.says(/e-CPS arrêtée, carte SIM changée/);

// Everything, in one act.
await desk.press(desk.link(/^Tout fermer/).first());
await desk.press(desk.button('Tout fermer maintenant'));
await desk.title('Tout est fermé');
await inspect(desk, 'tout-ferme', LOOK);
await desk.page.goto(space);
await desk.title('Connectez-vous');

await desk.close();
await elsewhere.close();
await away.close();
await pocket.close();
await browser.close();
console.log('space: sessions, services, history, trial, theft, activation by card, everything closed');
