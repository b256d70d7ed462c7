// A professional asks to be registered: FranceConnect says who they are, they say where they work (flow A).
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const desk = await Guichet.visit(setting, setting.homes.aucune, 'professionnel');

const LOCKED = ['nom', 'prenoms', 'naissance', 'pays_naissance', 'commune_naissance'];
const GOOD = {
  courriel: 'clara.hoarau@exemple.test',
  mobile: '06 39 98 00 21',
  structure: '690990114',
  profession: '313',
  role: 'GENR11',
  debut: day(9),
  fin: '',
};

// The door, then the identity, which is shown and cannot be typed.
await desk.go('/');
await desk.title('Un numéro RPPS, un lieu, un rôle');
await desk.look('accueil', { night: true });

// The public directory asks nobody who they are.
await desk.press(desk.link('Vérifier un numéro dans l’annuaire public'));
await desk.fill({ recherche: 'martel alba' });
await desk.press(desk.button('Chercher'));
await desk.says(/Alba FICTIF-MARTEL/);
assert.doesNotMatch(await desk.text(), /@|\+33/);
await desk.look('annuaire');

// An address that the portal has not got.
await desk.go('/nulle-part');
await desk.title('Cette page n’existe pas');
await desk.answered(404);
await desk.look('inconnue', { night: true });

await desk.press(desk.link('Revenir à l’accueil'));
await desk.press(desk.link(/Je demande mon enregistrement/));
await desk.title('Qui êtes-vous ?');
await desk.says(/simulé/);
await desk.look('franceconnect');
await desk.chooseIdentity(/Clara FICTIF-HOARAU/);
await desk.title('Mes demandes');
await desk.says(/Rien ici pour l’instant/);
await desk.look('aucune-demande');
await desk.press(desk.link('Demander un lieu de travail'));
await desk.title('Demander mon enregistrement');
await desk.says(/FICTIF-HOARAU/);
await desk.says(/Clara, Marie/);
await desk.says(/27\/03\/1991/);
await desk.says(/Saint-Denis \(97411\)/);
for (const name of LOCKED) assert.equal(await desk.at(`[name="${name}"]`).count(), 0, `${name} can be typed`);
await desk.holds({ nom_exercice: 'FICTIF-D’ALMEIDA', prenom_exercice: 'Clara', courriel: 'clara.hoarau@exemple.test' });
await desk.look('formulaire', { night: true });

// Nothing right: every sentence at once, each beside its field, and what was typed stays.
const wrong = { courriel: 'clara@', mobile: '01 02', structure: '69', debut: '31/11/2026', fin: 'bientôt', nom_exercice: '' };
await desk.fill(wrong);
await desk.press(desk.button('Envoyer à mon gestionnaire'));
await desk.objects({
  courriel: /adresse/, mobile: /mobile|numéro/, structure: /FINESS/, profession: /profession/, role: /rôle/,
  nom_exercice: /nom d.exercice/, debut: /premier jour/, fin: /dernier jour/,
});
await desk.holds(wrong);
await desk.look('reponses-a-completer', { night: true });

// An establishment that nobody knows; an end before its beginning.
await desk.fill({ ...GOOD, nom_exercice: 'FICTIF-D’ALMEIDA', structure: '999999999' });
await desk.press(desk.button('Envoyer à mon gestionnaire'));
await desk.objects({ structure: /Cet établissement/ });
await desk.look('etablissement-inconnu');
await desk.fill({ structure: GOOD.structure, fin: day(8) });
await desk.press(desk.button('Envoyer à mon gestionnaire'));
await desk.objects({ fin: /La fin précède le début/ });

// The session is closed in another tab while the form is filled: what was typed comes back to the same person.
await desk.fill({ fin: day(39) });
await desk.endsElsewhere();
await desk.press(desk.button('Envoyer à mon gestionnaire'));
await desk.title('Votre session s’est fermée');
await desk.answered(401);
await desk.look('session-fermee');
await desk.press(desk.link('Me reconnecter avec FranceConnect'));
await desk.chooseIdentity(/Clara FICTIF-HOARAU/);
await desk.title('Demander mon enregistrement');
await desk.holds({ ...GOOD, fin: day(39) });

// Sent, once: a second one waits for the answer to the first.
await desk.press(desk.button('Envoyer à mon gestionnaire'));
await desk.title('Mes demandes');
await desk.says(/En attente/);
await desk.says(/EHPAD FICTIF LES TILLEULS/);
assert.equal(await desk.link('Demander un lieu de travail').count(), 0);
await desk.look('en-attente');
await desk.go('/demande/nouvelle');
await desk.fill({ ...GOOD, structure: '690990122' });
await desk.press(desk.button('Envoyer à mon gestionnaire'));
await desk.says(/Une demande est déjà en cours/);

// A birth abroad: FranceConnect names the country, the person the town.
await desk.go('/deconnexion');
await desk.look('deconnexion');
await desk.press(desk.button('Se déconnecter'));
await desk.byFranceConnect(/Søren FICTIF-ØSTERGÅRD/);
await desk.go('/demande/nouvelle');
await desk.says(/Danemark/);
await desk.fill({ ...GOOD, courriel: 'soren.ostergard@exemple.test', mobile: '+33 6 39 98 00 22', lieu_naissance: 'Ærøskøbing' });
await desk.press(desk.button('Envoyer à mon gestionnaire'));
await desk.title('Mes demandes');

await desk.leave();
console.log('professional: identity locked, mistakes beside their fields, a session that ended, a request sent');
