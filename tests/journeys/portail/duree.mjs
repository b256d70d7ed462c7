// A session that ends by time while a form is filled: nothing typed is lost, and nobody else reads it.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, later, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;

const YANN = {
  code_civilite: 'M', nom: 'FICTIF-LE BRAZ', prenoms: 'Yann, Malo', naissance: '05/10/1987', pays_naissance: '99100', lieu_naissance: 'Bastia',
  courriel: 'yann.lebraz@exemple.test', mobile: '06 39 98 00 81', structure: '690990114', profession: '313', role: 'GENR11',
  nom_exercice: 'FICTIF-LE BRAZ', prenom_exercice: 'Yann', debut: day(9), fin: day(404),
  face_a_face: true, piece: 'sejour', diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true,
};
const PLACE = { structure: '690990114', mobile: '06 39 98 00 82', profession: '313', role: 'GENR11', debut: day(9) };

// Two people fill a form at the same time: one with a card, one with FranceConnect.
const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
await malik.byCard();
await malik.go('/bureau/enregistrer');
await malik.fill(YANN);
const shared = await Guichet.visit(setting, homes.aucune, 'tablette');
await shared.byFranceConnect(/Lina FICTIF-OUEDRAOGO/);
await shared.go('/demande/nouvelle');
await shared.fill({ ...PLACE, courriel: 'lina.a-moi@exemple.test' });

await later(manifest, 'session');

// The gestionnaire: told so, signed in again with the card, the whole form is there and is sent.
await malik.press(malik.button('Enregistrer'));
await malik.title('Votre session s’est fermée');
await malik.answered(401);
await malik.says(/ce que vous avez écrit est gardé/);
await malik.look('session-fermee');
await malik.press(malik.link('Me reconnecter avec ma carte ou mon e‑CPS'));
await malik.title('Connectez-vous');
await malik.press(malik.link(/Ma carte/));
await malik.title('Enregistrer quelqu’un');
await malik.holds(YANN);
await malik.press(malik.button('Enregistrer'));
await malik.title('C’est enregistré');
await mail(manifest, 'yann.lebraz@exemple.test', /Votre numéro RPPS/);
// Given back once: the next one starts from nothing.
await malik.go('/bureau/enregistrer');
await malik.holds({ nom: '', courriel: '', face_a_face: false });

// The tablet goes to somebody else: what the first one wrote is not theirs to read.
await shared.press(shared.button('Envoyer à mon gestionnaire'));
await shared.title('Votre session s’est fermée');
await shared.press(shared.link('Me reconnecter avec FranceConnect'));
await shared.chooseIdentity(/Théo FICTIF-GARNIER/);
await shared.title('Mes demandes');
await shared.go('/demande/nouvelle');
await shared.says(/FICTIF-GARNIER/);
await shared.holds({ courriel: 'theo.garnier@exemple.test', mobile: '', structure: '' });
assert.doesNotMatch(await shared.page.content(), /lina\.a-moi|39 98 00 82/);

// A page that is only read: the doors again, and no error.
await later(manifest, 'session');
await malik.go('/bureau');
await malik.title('Un numéro RPPS, un lieu, un rôle');

await shared.leave();
await malik.leave();
console.log('time passes: the form comes back whole to the same person, and to nobody else');
