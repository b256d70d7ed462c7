// Somebody who has a number reads their own file with the e-CPS, and changes where codes and mails go.
import assert from 'node:assert/strict';
import { Screen, options, person } from '../chrome.mjs';
import { inspect } from '../inspect.mjs';
import { Telephone } from '../telephone.mjs';
import { Guichet, later, mail } from './guichet.mjs';

const setting = options();
const { manifest, homes, pin, screens } = setting;
const { identifiant, prenom } = person(manifest, 'aide-soignante');

const desk = await Guichet.visit(setting, homes.aucune, 'coordonnees');
const pocket = await Screen.open(desk.browser, screens, 'telephone');
const phone = new Telephone(pocket, manifest);

/** From the provider's page to the phone, and back. */
async function approve() {
  await desk.title('Connectez-vous');
  await desk.at('#numero').fill(identifiant.slice(1));
  await desk.press(desk.button('Continuer sur mon téléphone'));
  await desk.title('Regardez votre téléphone');
  await phone.approve((await desk.at('.digits__one').allInnerTexts()).join(''), pin);
}

// By the third door, with the phone.
await pocket.page.goto(manifest.telephones);
await pocket.press(pocket.link(new RegExp(prenom)));
await desk.go('/');
await desk.press(desk.link(/J’ai déjà un numéro RPPS/));
await approve();
await desk.title('Mon dossier');
await desk.says(/EHPAD FICTIF LES TILLEULS/);
await desk.look('mon-dossier', { night: true });

// What else is asked for from one's own file: a change, another establishment, an end, a freeze.
for (const [act, label] of [['situation', 'changement'], ['etablissement', 'transfert'], ['depart', 'depart']]) {
  await desk.press(desk.at(`form[action="/moi/${act}"] button`).first());
  await desk.look(label);
  await desk.go('/moi');
}
await desk.press(desk.at('main a[href="/moi/gel"]'));
await desk.look('gel');
await desk.go('/moi');

// A mistake, the same as before, then the right ones.
await desk.press(desk.at('a[href="/moi/coordonnees"]').first());
await desk.title('Changer mes coordonnées');
await desk.fill({ courriel: 'lucie.nouvelle@medecin.mssante.fr', mobile: '01 23 45 67 89' });
await desk.press(desk.button('Changer mes coordonnées'));
await desk.objects({ courriel: /MSSanté/, mobile: /./ });
await desk.holds({ mobile: '01 23 45 67 89' });
await desk.look('reponses-a-completer');
await desk.fill({ courriel: 'lucie.nouvelle@exemple.test', mobile: '06 39 98 00 77' });
await desk.press(desk.button('Changer mes coordonnées'));
await desk.title('Mon dossier');
await desk.says(/Coordonnées changées/);
await desk.says(/lu••••@exemple\.test/);
await desk.look('changees');

// The old address hears of it, the new one too; neither says the other.
const warned = await mail(manifest, 'lucie.garnier@example.org', /coordonnées ont changé/);
assert.doesNotMatch(warned.texte, /lucie\.nouvelle|39 ?98 ?00 ?77/);
const welcomed = await mail(manifest, 'lucie.nouvelle@exemple.test', /coordonnées sont enregistrées/);
assert.doesNotMatch(welcomed.texte, /lucie\.garnier/);
// Six minutes after the e-CPS was shown it proves too little: it is shown once more, and what was typed waits.
const other = { courriel: 'lucie.encore@exemple.test', mobile: '06 39 98 00 78' };
await desk.press(desk.at('a[href="/moi/coordonnees"]').first());
await desk.fill(other);
await later(manifest, 'preuve');
await desk.press(desk.button('Changer mes coordonnées'));
await desk.title('Confirmez que c’est vous');
await desk.answered(401);
await desk.look('preuve');
await desk.press(desk.link('Ne rien changer'));
await desk.title('Mon dossier');
await desk.says(/\+33 6 •• •• •• 77/);
await desk.press(desk.at('a[href="/moi/coordonnees"]').first());
await desk.fill(other);
await desk.press(desk.button('Changer mes coordonnées'));
await desk.press(desk.link('Me reconnecter maintenant'));
await approve();
await desk.title('Changer mes coordonnées');
await desk.holds(other);
await desk.press(desk.button('Changer mes coordonnées'));
await desk.says(/Coordonnées changées/);
await desk.says(/\+33 6 •• •• •• 78/);
await mail(manifest, 'lucie.nouvelle@exemple.test', /coordonnées ont changé/);

await pocket.page.goto(manifest.messagerie);
await pocket.press(pocket.link(/Vos coordonnées ont changé/).last());
await pocket.page.frameLocator('iframe').getByText('Bonjour Lucie, vos coordonnées ont changé').waitFor();
await inspect(pocket, 'message', { widths: [320, 1440], checked: [320, 1440], schemes: ['light'] });

await pocket.close();
await desk.leave();
console.log('contact data: own file, mistakes beside their fields, changed, both addresses told, an old proof shown again');
