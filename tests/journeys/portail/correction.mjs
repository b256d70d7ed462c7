// A mail comes back: the gestionnaire reads whose, meets the person and corrects; a colleague says so too, before a first activation.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;
const SEND = 'Proposer la correction';

/** Nobody lives there: the mail server of the sandbox refuses it for good. */
const NOWHERE = 'perle.abadie@nulle-part.exemple.test';
const RIGHT = { courriel: 'perle.abadie@exemple.test', mobile: '06 39 98 00 92' };
const NAME = /Perle FICTIF-ABADIE/;

const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
await malik.byCard();
await malik.go('/bureau/coordonnees');
await malik.look('rien');
await malik.go('/bureau/enregistrer');
await malik.fill({
  code_civilite: 'MME', nom: 'FICTIF-ABADIE', prenoms: 'Perle', naissance: '08/03/1990', pays_naissance: '99350', lieu_naissance: 'Rabat',
  courriel: NOWHERE, mobile: '06 39 98 00 91', structure: '690990114', profession: '313', role: 'GENR11',
  nom_exercice: 'FICTIF-ABADIE', prenom_exercice: 'Perle', debut: day(-21),
  face_a_face: true, piece: 'passeport', diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true,
});
await malik.press(malik.button('Enregistrer'));
await malik.title('C’est enregistré');

/** The list of what came back, asked again until it names her. */
async function returned(desk) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    await desk.go('/bureau/coordonnees');
    if (NAME.test(await desk.text())) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.fail(`the mail that came back does not show\n${await desk.text()}`);
}

// Whose it was, and never the address.
await returned(malik);
await malik.says(/e-mails? revenu/);
assert.doesNotMatch(await malik.page.content(), /nulle-part|39 ?98 ?00 ?91/);
await malik.look('revenu', { night: true });

// Who manages elsewhere hears nothing of it; who manages the same establishment does.
const erwan = await Guichet.visit(setting, homes['gestionnaire-ailleurs'], 'ailleurs');
await erwan.byCard();
await erwan.go('/bureau/coordonnees');
await erwan.title('Coordonnées à suivre');
assert.doesNotMatch(await erwan.text(), NAME);
const claire = await Guichet.visit(setting, homes.directrice, 'directrice');
await claire.byCard();
await returned(claire);

// Corrected face to face: every mistake beside its field, and nothing typed is lost.
await malik.press(malik.button(/Corriger les coordonnées de Perle/));
await malik.title('Corriger des coordonnées');
await malik.look('correction');
await malik.fill({ courriel: 'perle@', mobile: '01 02' });
await malik.press(malik.button(SEND));
await malik.objects({ courriel: /adresse/, mobile: /numéro/ });
await malik.holds({ courriel: 'perle@', mobile: '01 02', rencontre: false });
await malik.look('a-completer');
await malik.fill(RIGHT);
await malik.press(malik.button(SEND));
await malik.objects({ rencontre: /face|présence|rencontr/i });
await malik.holds(RIGHT);
await malik.fill({ rencontre: true });
await malik.press(malik.button(SEND));
await malik.says(/Correction proposée/);
await malik.title(NAME);
await malik.look('proposee');

// Nobody confirms what they proposed, and the registry says the same as the page.
await malik.go('/bureau/coordonnees');
await malik.says(/Un collègue confirme/);
assert.equal(await malik.button(/^Confirmer/).count(), 0);
await malik.look('un-collegue');

// The colleague reads it whole, and confirms: the new address gets its mail, and nothing is left to see to.
await claire.go('/bureau/coordonnees');
await claire.says(/perle\.abadie@exemple\.test/);
await claire.says(/\+33 6 39 98 00 92/);
await claire.look('a-confirmer', { night: true });
await claire.press(claire.button(/^Confirmer/));
await claire.says(/Correction faite/);
await claire.look('confirmee');
await mail(manifest, RIGHT.courriel, /coordonnées sont enregistrées/);
await claire.go('/bureau/coordonnees');
assert.doesNotMatch(await claire.page.content(), /perle\.abadie|39 ?98 ?00 ?9[12]/);

// Of somebody whom an authority registered, gestionnaires correct nothing.
await malik.go('/bureau/professionnels');
await malik.fill({ recherche: 'alba martel' });
await malik.press(malik.button('Chercher'));
await malik.press(malik.at('button[aria-label*="Alba"]').first());
await malik.press(malik.button('Corriger les coordonnées'));
await malik.fill({ courriel: 'a-moi@', mobile: '06 39 98 00 93', rencontre: true });
await malik.press(malik.button(SEND));
await malik.objects({ courriel: /adresse/, etablissement: /au nom duquel/ });
await malik.fill({ courriel: 'a-moi@exemple.test', etablissement: '690990114' });
await malik.press(malik.button(SEND));
await malik.says(/n’a pas été enregistrée par votre structure|Elle seule change ses coordonnées/);
await malik.holds({ courriel: 'a-moi@exemple.test', mobile: '06 39 98 00 93' });
await malik.look('refusee');

await erwan.leave();
await claire.leave();
await malik.leave();
console.log('contact data: a mail that came back, corrected by two gestionnaires, refused where others registered');
