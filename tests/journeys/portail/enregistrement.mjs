// Face to face: the gestionnaire registers somebody who is there (flow B), then what becomes of their place of work.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;
const desk = await Guichet.visit(setting, homes.gestionnaire, 'face-a-face');
const SEND = 'Enregistrer';

const ZOE = {
  code_civilite: 'MME',
  nom: 'FICTIF-D’ORMESSON',
  prenoms: 'Zoé, Anne-Lise',
  naissance: '27/03/1991',
  pays_naissance: '99100',
  lieu_naissance: 'Saint-Denis',
  courriel: 'zoe.dormesson@exemple.test',
  mobile: '06 39 98 00 41',
  structure: '690990114',
  profession: '328',
  role: 'GENR10',
  nom_exercice: 'FICTIF-D’ORMESSON',
  prenom_exercice: 'Zoé',
  debut: day(-21),
  fin: '',
};
const ATTESTED_LATER = { diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true };
const ATTESTED = { face_a_face: true, piece: 'carte', ...ATTESTED_LATER };

await desk.byCard();
await desk.press(desk.link('Enregistrer quelqu’un'));
await desk.title('Enregistrer quelqu’un');
await desk.look('formulaire', { night: true });

// Nothing filled: every question that is left, each beside its field.
await desk.press(desk.button(SEND));
await desk.look('vide');
for (const name of ['nom', 'prenoms', 'naissance', 'structure', 'debut', 'courriel', 'mobile', 'face_a_face']) {
  assert.ok(await desk.at(`.error-summary a[href="#${name}"]`).count(), `nothing is said about ${name}`);
}

// A day that does not exist, a letter of another alphabet, a doctor, a withdrawn code.
await desk.fill({ ...ZOE, ...ATTESTED, naissance: '30/02/1991', nom: 'Иванова', mobile: '01 23 45 67 89' });
await desk.press(desk.button(SEND));
await desk.objects({
  nom: /lettres latines/, naissance: /Ce jour n.existe pas/, mobile: /mobile/, commune_naissance: /commune/,
});
await desk.holds({ naissance: '30/02/1991', nom: 'Иванова', mobile: '01 23 45 67 89', piece: 'carte', face_a_face: true });
await desk.look('reponses-a-completer', { night: true, zoom: true });

// Many communes are called Saint-Denis: the person in front says which.
await desk.fill({ naissance: ZOE.naissance, nom: ZOE.nom, mobile: ZOE.mobile });
await desk.press(desk.button(SEND));
await desk.objects({ commune_naissance: /commune/ });
await desk.says(/Saint-Denis \(97411\)/);
await desk.says(/Saint-Denis \(93066\)/);
await desk.look('homonymes');
await desk.fill({ commune_naissance: '97411' });
await desk.press(desk.button(SEND));
await desk.title('C’est enregistré');
await desk.look('enregistree');
const letter = await mail(manifest, 'zoe.dormesson@exemple.test', /Votre numéro RPPS/);
const [, number] = letter.texte.replace(/\s/g, ' ').match(/numéro RPPS : (\d{3} \d{4} \d{4})/) ?? assert.fail(letter.texte);

// The same person again is not registered twice.
await desk.go('/bureau/enregistrer');
await desk.fill({ ...ZOE, ...ATTESTED, nom: 'Fictif d\'Ormesson', prenoms: 'Anne Lise, Zoe', courriel: 'autre@exemple.test' });
await desk.press(desk.button(SEND));
if (await desk.at('[name=commune_naissance]').count()) {
  await desk.fill({ commune_naissance: '97411' });
  await desk.press(desk.button(SEND));
}
await desk.says(/Demande transmise au registre|Est-ce l’une de ces personnes/);
await desk.look('deja-la');

// Found again by name, as people type names.
await desk.press(desk.link('Professionnels'));
await desk.look('recherche');
await desk.fill({ recherche: 'a' });
await desk.press(desk.button('Chercher'));
await desk.objects({ recherche: /./ });
await desk.fill({ recherche: 'zoe ormesson' });
await desk.press(desk.button('Chercher'));
await desk.says(/Zoé FICTIF-D.ORMESSON/);
await desk.look('trouvee', { night: true });
await desk.press(desk.at('button[aria-label*="Zoé"]'));
await desk.title(/Zoé FICTIF-D.ORMESSON/);
await desk.says(/EHPAD FICTIF LES TILLEULS/);
await desk.look('fiche', { night: true });

// Two people at once on one place of work: the second keeps what they typed, sees what is there now, and decides.
const second = await Guichet.visit(setting, homes.directrice, 'seconde');
await second.byCard();
await second.press(second.link('Professionnels'));
await second.fill({ recherche: number });
await second.press(second.button('Chercher'));
await second.press(second.at('button[aria-label*="Zoé"]'));
await second.press(second.at('form[action="/bureau/professionnels/situation"] button'));
await desk.press(desk.at('form[action="/bureau/professionnels/situation"] button'));
await desk.holds({ profession: '328', role: 'GENR10', debut: day(-21), fin: '' });
await desk.look('modifier');
await desk.fill({ debut: '31/11/2026' });
await desk.press(desk.at('main form button[type=submit]'));
await desk.objects({ debut: /premier jour/ });
await desk.fill({ debut: day(-21), role: 'GENR08' });
await desk.press(desk.at('main form button[type=submit]'));
await desk.title(/Zoé FICTIF-D.ORMESSON/);
await desk.says(/Coordination et orientation/);
await desk.look('modifiee');
await second.fill({ role: 'GENR09', fin: day(39) });
await second.press(second.at('main form button[type=submit]'));
await second.holds({ role: 'GENR09', fin: day(39) });
await second.says(/changé/);
await second.says(/Coordination et orientation/);
await second.look('entre-temps');
await second.leave();

// One more place, then the end of the first.
await desk.press(desk.at('form[action="/bureau/professionnels/lieu"] button'));
await desk.fill({ structure: '690990122', profession: '328', role: 'GENR10', debut: day(9), ...ATTESTED_LATER });
await desk.look('autre-lieu');
await desk.press(desk.at('main form button[type=submit]'));
await desk.says(/IME FICTIF DES COTEAUX/);
await desk.press(desk.at('form[action="/bureau/professionnels/fin"] button[aria-label*="TILLEULS"]'));
await desk.look('terminer');
await desk.fill({ dernier_jour: '30/02/2027' });
await desk.press(desk.at('main form button[type=submit]'));
await desk.objects({ dernier_jour: /dernier jour/ });
await desk.fill({ dernier_jour: '' });
await desk.press(desk.at('main form button[type=submit]'));
await desk.says(/Activité terminée/);
await desk.look('terminee');
await desk.press(desk.at('form[action="/bureau/professionnels/etablissement"] button'));
await desk.look('changer-d-etablissement');

await desk.leave();
console.log(`face to face: ${number} registered, not twice, found again, changed by two at once, ended`);
