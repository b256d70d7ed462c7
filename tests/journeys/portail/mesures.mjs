// Two agents of the support take somebody out of service and back, freeze their contact data, strike them off: each proposed by one,
// confirmed by the other; what two do at once, and a session that ends while a form is filled.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;
const ADDRESS = 'maelle.kervella@exemple.test';
const FROM = day(-21);
const UNTIL = day(200);
const WHY = 'décision 2026-12, demande 43';

// Somebody whom a gestionnaire registered.
const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
await malik.byCard();
await malik.go('/bureau/enregistrer');
await malik.fill({
  code_civilite: 'MME', nom: 'FICTIF-KERVELLA', prenoms: 'Maëlle', naissance: '08/03/1979', pays_naissance: '99100', lieu_naissance: 'Bastia',
  courriel: ADDRESS, mobile: '06 39 98 00 57', structure: '690990114', profession: '313', role: 'GENR11',
  nom_exercice: 'FICTIF-KERVELLA', prenom_exercice: 'Maëlle', debut: FROM,
  face_a_face: true, piece: 'carte', diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true,
});
await malik.press(malik.button('Enregistrer'));
const letter = await mail(manifest, ADDRESS, /Votre numéro RPPS/);
const [, number] = letter.texte.replace(/\s/g, ' ').match(/numéro RPPS : (\d{3} \d{4} \d{4})/) ?? assert.fail(letter.texte);

const agent = async (who) => {
  const desk = await Guichet.visit(setting, homes[who], who);
  await desk.byCard();
  await desk.title('Assistance nationale');
  return desk;
};
const [ines, tom] = [await agent('support'), await agent('support-2')];
const mine = new RegExp(` 8${number.replaceAll(' ', '')}$`);
const open = async (desk) => {
  await desk.go('/support');
  await desk.fill({ personne: number });
  await desk.press(desk.button('Ouvrir le dossier'));
  await desk.title('Dossier');
};
/** The button of this act on the line of the person. */
const act = (desk, word) => desk.button(new RegExp(`^${word}.*${mine.source}`));
const confirm = async (desk) => {
  await desk.go('/support');
  await desk.press(act(desk, 'Confirmer'));
  await desk.says(/C’est fait/);
};

// A suspension: all that is missing is told at once; the session ends, and the form comes back.
await open(ines);
await ines.press(ines.button(/^Suspendre/));
await ines.title('Mettre hors activité');
await ines.says(/FICTIF-KERVELLA, Maëlle/);
await ines.press(ines.button('Proposer la mesure'));
await ines.objects({ cause: /décidé/, effet: /jour d.effet/, motif_correction: /pièce/ });
await ines.look('mesure-a-completer', { zoom: true });
const suspension = { cause: 'SUSPENSION', effet: FROM, terme: '31/02/2027', motif_correction: WHY };
await ines.fill(suspension);
await ines.press(ines.button('Proposer la mesure'));
await ines.objects({ terme: /dernier jour/ });
await ines.fill({ terme: UNTIL });
await ines.endsElsewhere();
await ines.press(ines.button('Proposer la mesure'));
await ines.title('Votre session s’est fermée');
await ines.answered(401);
await ines.press(ines.link('Me reconnecter avec ma carte ou mon e‑CPS'));
await ines.title('Connectez-vous');
await ines.press(ines.link(/Ma carte/));
await ines.title('Mettre hors activité');
await ines.holds({ ...suspension, terme: UNTIL });
await ines.press(ines.button('Proposer la mesure'));
await ines.says(/C’est proposé/);
assert.equal(await act(ines, 'Confirmer').count(), 0, 'nobody confirms what they proposed');
await ines.look('suspension-proposee');

// The other one compares and confirms; two at once: whoever comes second is told, and nothing is undone.
await tom.go('/support');
await tom.says(new RegExp(`Suspension, à partir du .{10} jusqu’au ${UNTIL} inclus`));
await tom.look('suspension-a-confirmer', { night: true });
await tom.press(act(tom, 'Confirmer'));
await tom.says(/C’est fait/);
await ines.press(act(ines, 'Abandonner'));
await ines.says(/déjà close/);
await ines.look('deux-a-la-fois');
await open(tom);
await tom.says(/Hors activité/);
await tom.look('dossier-suspendu', { night: true, zoom: true });
await mail(manifest, ADDRESS, /Votre inscription est suspendue/);
// nobody finds her by her number: she stands among the people of her place
await malik.go('/bureau/etablissements/690990114');
await malik.press(malik.at('button[aria-label*="Maëlle FICTIF-KERVELLA"]'));
await malik.says(/Cette personne est hors activité/);
assert.equal(await malik.button('Ajouter un lieu de travail').count(), 0);
await malik.look('fiche-hors-activite');
await malik.leave();

// Lifted: she is back in service.
await tom.press(tom.button(/^Lever la mesure/));
await tom.title('Lever la mesure');
await tom.press(tom.button('Proposer la levée'));
await tom.objects({ reprise: /premier jour/, motif_correction: /pièce/ });
await tom.look('levee-a-completer');
await tom.fill({ reprise: FROM, motif_correction: WHY });
await tom.press(tom.button('Proposer la levée'));
await tom.says(/C’est proposé/);
await confirm(ines);
await open(ines);
await ines.says(/En activité/);
await mail(manifest, ADDRESS, /redevient active/);
await ines.look('dossier-repris');

// Her contact data are frozen, then no more.
await ines.press(ines.button(/^Geler les coordonnées/));
await ines.press(ines.button('Proposer le gel'));
await ines.objects({ motif_correction: /pièce/ });
await ines.fill({ motif_correction: WHY });
await ines.press(ines.button('Proposer le gel'));
await ines.says(/C’est proposé/);
await confirm(tom);
await open(tom);
await tom.says(/Gelées depuis/);
await mail(manifest, ADDRESS, /sont gelées/);
await tom.look('dossier-gele');
await tom.press(tom.button(/^Lever le gel/));
await tom.title('Lever le gel');
await tom.fill({ motif_correction: WHY });
await tom.press(tom.button('Proposer la levée'));
await confirm(ines);
await open(ines);
assert.doesNotMatch(await ines.text(), /Gelées depuis/);

// Struck off: given up by the one, proposed again, confirmed by the other.
const strike = async (desk) => {
  await open(desk);
  await desk.press(desk.button(/^Suspendre/));
  await desk.fill({ cause: 'RADIATION', effet: FROM, motif_correction: WHY });
  await desk.press(desk.button('Proposer la mesure'));
  await desk.says(/C’est proposé/);
};
await strike(ines);
await ines.press(act(ines, 'Abandonner'));
await ines.says(/Proposition abandonnée/);
await strike(ines);
await confirm(tom);
await open(tom);
await tom.says(/Radiation, à partir du/);
await tom.says(/Hors activité/);
await tom.look('dossier-radie');
await mail(manifest, ADDRESS, /radi/i);

await tom.leave();
await ines.leave();
console.log(`measures on ${number}: suspended, lifted, frozen, struck off, each by two agents`);
