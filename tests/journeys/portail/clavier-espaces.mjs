// The keyboard alone, where the desks of `clavier.mjs` are not: somebody's own page with the e-CPS, and the desk of a GRADeS.
import assert from 'node:assert/strict';
import { Screen, options, person } from '../chrome.mjs';
import { Telephone } from '../telephone.mjs';
import { day } from './jours.mjs';
import { Clavier } from './touches.mjs';

const setting = options();
const { manifest, homes, pin, screens } = setting;
const { identifiant, prenom } = person(manifest, 'aide-soignante');
const SUBMIT = 'main form button[type=submit]';

const own = await Clavier.visit(setting, homes.aucune, 'mon-dossier');
const pocket = await Screen.open(own.browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);
await pocket.page.goto(manifest.telephones);
await pocket.press(pocket.link(new RegExp(prenom)));

/** From the provider's page to the phone, and back. */
async function approve() {
  await own.title('Connectez-vous');
  await own.fill({ numero: identifiant.slice(1) });
  await own.send();
  await own.title('Regardez votre téléphone');
  await phone.approve((await own.at('.digits__one').allInnerTexts()).join(''), pin);
}

// Their own page, and where codes and mails go.
await own.go('/');
await own.press('a[href="/connexion"]');
await approve();
await own.title('Mon dossier');
await own.walk();
await own.press('main a[href="/moi/coordonnees"]');
await own.title('Changer mes coordonnées');
await own.walk();
await own.fill({ courriel: 'lucie@', mobile: '01 23 45 67 89' });
await own.send();
await own.objects({ courriel: /adresse/, mobile: /SMS/ });
await own.fill({ courriel: 'lucie.clavier@exemple.test', mobile: '06 39 98 00 71' });
await own.send();
await own.says(/Coordonnées changées/);
await own.look('coordonnees-changees', { zoom: true });

// A change is asked for; the session ends on the way, and the form comes back whole.
const CHANGE = { role: 'GENR08', fin: day(400) };
await own.press('form[action="/moi/situation"] button');
await own.title('Demander un changement');
await own.walk();
await own.send();
await own.objects({ profession: /Rien ne change/ });
await own.look('changement', { zoom: true });
await own.fill(CHANGE);
await own.endsElsewhere();
await own.send();
await own.title('Votre session s’est fermée');
await own.walk();
await own.press('main a.button--primary');
await approve();
await own.title('Demander un changement');
await own.holds(CHANGE);
await own.send();
await own.title('Mes demandes');
await own.walk();
await own.says(/En attente/);

// Taken back, from the keyboard too.
await own.press('a[href^="/demande/retirer/"]');
await own.title('Retirer cette demande ?');
await own.press(SUBMIT);
await own.says(/Retirée/);
await pocket.close();
await own.leave();

// A structure asks for two professions that the list has not got.
const malik = await Clavier.visit(setting, homes.gestionnaire, 'gestionnaire');
await malik.byCard();
await malik.press('a[href="/bureau/professionnels"]');
await malik.press('main a[href="/bureau/professions"]');
for (const libelle of ['Jardinier soignant', 'Musicien intervenant']) {
  await malik.press('main a[href="/bureau/professions/nouvelle"]');
  await malik.title('Demander une profession');
  await malik.walk();
  await malik.send();
  await malik.objects({ libelle: /nom de la profession/, volume: /personnes/, usages: /services/, etablissement: /établissement/ });
  await malik.fill({ libelle, volume: '4', usages: 'Dossier usager', etablissement: '690990114' });
  await malik.send();
  await malik.says(/Demande envoyée au GRADeS/);
}
await malik.walk();
await malik.leave();

// The GRADeS of the region gives one back with a reason, relays the other, and finds both again.
const maia = await Clavier.visit(setting, homes.grades, 'grades');
await maia.byCard();
await maia.title('GRADeS fictif des Volcans');
await maia.walk();
await maia.press('button[aria-label^="Rendre la demande Jardinier"]');
await maia.title('Rendre cette demande');
await maia.walk();
await maia.press(SUBMIT);
await maia.objects({ motif: /pourquoi/ });
const BACK = { motif: 'Dites combien de structures en emploient.' };
await maia.fill(BACK);
await maia.endsElsewhere();
await maia.press(SUBMIT);
await maia.title('Votre session s’est fermée');
await maia.press('main a.button--primary');
await maia.title('Connectez-vous');
await maia.press(`a[href^="${manifest.carte}"]`);
await maia.title('Rendre cette demande');
await maia.holds(BACK);
await maia.press(SUBMIT);
await maia.says(/C’est fait/);
await maia.press('button[aria-label^="Relayer"][aria-label*="Musicien"]');
await maia.title('Relayer à l’ANS');
await maia.fill({ complement: 'Quatre structures en emploient.' });
await maia.send();
await maia.says(/C’est fait/);
assert.doesNotMatch(await maia.text(), /Jardinier|Musicien/);
for (const [etape, found] of [['RENDUE', /Jardinier/], ['RELAYEE', /Musicien/]]) {
  await maia.fill({ etape });
  await maia.press(SUBMIT);
  await maia.says(found);
  await maia.holds({ etape });
}
await maia.look('relayees', { zoom: true });
await maia.leave();
console.log('keyboard alone: own contact data, a change asked for and taken back, a session that ended, the desk of a GRADeS');
