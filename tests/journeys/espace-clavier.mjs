// The space by the keyboard alone: read there and back, the e-CPS ended, a service's access removed, everything closed.
import { options, person } from './chrome.mjs';
import { Clavier } from './portail/touches.mjs';

const setting = options();
const { manifest, home } = setting;
const { nom } = person(manifest, 'medecin');
const at = (path) => String(new URL(path, manifest.authorization));
const desk = await Clavier.visit(setting, home, 'clavier');

// Into the space by the card.
await desk.page.goto(at('/espace'));
await desk.title('Connectez-vous');
await desk.walk();
await desk.press(`a[href^="${manifest.carte}"]`);
await desk.title('Mes connexions');
await desk.says(new RegExp(nom));
await desk.walk();

// A service, by the same session; then its access is removed.
await desk.page.goto(String(new URL('/connexion', manifest.dui)));
await desk.title(/./);
await desk.page.goto(at('/espace'));
await desk.says(/Dossier résident/);
await desk.press('form[action$="/espace/services/fermer"] button');
await desk.says(/Ce service n’a plus accès à rien de vous/);

// The phone is lost: nothing chosen, then the reason.
await desk.press('a[href$="/espace/e-cps/arreter"]');
await desk.title(/Arrêter mon e.CPS/);
await desk.walk();
await desk.press('main form button[type=submit]');
await desk.says(/Choisissez ce qui se passe/);
await desk.reach('.error-summary a[href="#motif-perte"]');
await desk.key('Enter');
await desk.key('Space');
await desk.holds({ motif: 'perte' });
await desk.press('main form button[type=submit]');
await desk.says(/Votre e-CPS est arrêtée/);

// The passkeys, the history, and everything at once.
await desk.press('a[href$="/espace/cles"]');
await desk.title('Vos clés d’accès');
await desk.walk();
await desk.press('main a[href$="/espace"]');
await desk.press('a[href$="/espace/tout-fermer"]');
await desk.title('Tout fermer ?');
await desk.walk();
await desk.fill({ moyens: true });
await desk.press('main form button[type=submit]');
await desk.title('Tout est arrêté');
await desk.walk();

await desk.leave();
console.log('the space by the keyboard alone: read, its service and its e-CPS ended, everything closed');
