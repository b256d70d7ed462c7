// Gestionnaires at their desk: requests examined, one person registered face to face, a place of work that changes and ends.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;

const SENT = 'Envoyer à mon gestionnaire';
const ATTESTED = { diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true };

/** Somebody asks for a place of work through FranceConnect. */
async function ask(desk, who, place) {
  await desk.byFranceConnect(who);
  await desk.go('/demande/nouvelle');
  await desk.fill({ profession: '313', role: 'GENR11', debut: day(9), ...place });
  await desk.press(desk.button(SENT));
  await desk.title('Mes demandes');
  await desk.go('/deconnexion');
  await desk.press(desk.button('Se déconnecter'));
}

const person = await Guichet.visit(setting, homes.aucune, 'personne');
await ask(person, /Lina FICTIF-OUEDRAOGO/, { structure: '690990114', mobile: '06 39 98 00 31' });
await ask(person, /Théo FICTIF-GARNIER/, { structure: '690990122', mobile: '06 39 98 00 32', profession: '326', role: 'GENR10' });
await ask(person, /Rose FICTIF MARTEL/, { structure: '690990114', mobile: '06 39 98 00 33' });
await ask(person, /Søren FICTIF-ØSTERGÅRD/, { structure: '440990216', mobile: '06 39 98 00 34', lieu_naissance: 'Ærøskøbing' });

const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
const second = await Guichet.visit(setting, homes['gestionnaire-2'], 'gestionnaire-2');
const examine = (desk, name) => desk.press(desk.link(new RegExp(`Examiner la demande de ${name}`)));

// What waits, of the establishments that are theirs and of no other.
await malik.byCard();
await malik.title('Demandes à valider');
for (const name of [/Lina FICTIF-OUEDRAOGO/, /Théo FICTIF-GARNIER/, /Rose FICTIF MARTEL/]) await malik.says(name);
assert.doesNotMatch(await malik.text(), /ØSTERGÅRD/);
await malik.look('demandes', { night: true });

// Validated: nothing is ticked in advance, and each box that is missing is told beside it.
await examine(malik, 'Lina');
await malik.title(/Lina FICTIF-OUEDRAOGO/);
await malik.says(/17\/05\/1996/);
assert.doesNotMatch(await malik.text(), /lina\.ouedraogo|39 98 00 31|39980031/, 'contact data stay with the person');
await malik.look('examen', { night: true });
await malik.press(malik.button('Valider la demande'));
await malik.objects({ diplomes_verifies: /diplômes/, besoin_verifie: /besoin/, conditions_acceptees: /conditions/ });
await malik.look('attestations-a-cocher');
await malik.fill(ATTESTED);
await malik.press(malik.button('Valider la demande'));
await malik.title('Demande validée');
await malik.look('validee');
const number = await mail(manifest, 'lina.ouedraogo@exemple.test', /Votre numéro RPPS/);
const [, rpps] = number.texte.replace(/\s/g, ' ').match(/numéro RPPS : (\d{3} \d{4} \d{4})/) ?? assert.fail(number.texte);

// Two at once on one request: the first decides, the second is told, and nothing is decided twice.
await second.byCard();
await second.title('Demandes à valider');
await examine(second, 'Théo');
await malik.go('/bureau');
await examine(malik, 'Théo');
await second.press(second.button('Rejeter la demande'));
await second.objects({ motif: /motif/ });
await second.fill({ motif: 'CHA', commentaire: 'Il est parti à l’IME « Les Coteaux »' });
await second.look('rejet');
await second.press(second.button('Rejeter la demande'));
await second.title('Demande rejetée');
await malik.fill(ATTESTED);
await malik.press(malik.button('Valider la demande'));
await malik.title('Cette demande a déjà sa réponse');
await malik.answered(409);
await malik.look('deux-a-la-fois');
const rejection = await mail(manifest, 'theo.garnier@exemple.test', /pas validée/);
assert.match(rejection.texte, /Les Coteaux/);
await person.byFranceConnect(/Théo FICTIF-GARNIER/);
await person.says(/Rejetée/);
await person.says(/Changement d’emploi : Il est parti à l’IME « Les Coteaux »/);
await person.look('rejetee');

// Somebody like her has a number: a person decides.
await malik.go('/bureau');
await examine(malik, 'Rose');
await malik.fill(ATTESTED);
await malik.press(malik.button('Valider la demande'));
await malik.objects({ candidat: /une de ces personnes/ });
await malik.says(/Oui, Alba FICTIF-MARTEL/);
await malik.holds(ATTESTED);
await malik.look('ressemblance', { night: true });
await malik.fill({ candidat: 'aucun' });
await malik.press(malik.button('Valider la demande'));
await malik.title('Demande validée');
await mail(manifest, 'rose.martel@exemple.test', /Votre numéro RPPS/);

// History: mine, not my colleague's.
await malik.press(malik.link('Mon historique'));
await malik.says(/Lina FICTIF-OUEDRAOGO/);
assert.doesNotMatch(await malik.text(), /Théo FICTIF-GARNIER/);
await malik.look('historique');
await second.press(second.link('Mon historique'));
await second.says(/Théo FICTIF-GARNIER/);
assert.doesNotMatch(await second.text(), /Lina|Rose/);

// Outside: a request of another operator, and a card that manages nothing.
const other = await Guichet.visit(setting, homes['gestionnaire-ailleurs'], 'gestionnaire-ailleurs');
await other.byCard();
await examine(other, 'Søren');
const elsewhere = new URL(other.page.url()).pathname;
await other.leave();
await malik.go(elsewhere);
await malik.answered(403);
await malik.title('Cette page ne vous est pas ouverte');
await malik.look('hors-perimetre');
const doctor = await Guichet.visit(setting, homes.medecin, 'medecin');
await doctor.byCard();
await doctor.go('/bureau');
await doctor.title('Cette page ne vous est pas ouverte');
await doctor.look('sans-droit');
await doctor.leave();

await person.leave();
await second.leave();
await malik.leave();
console.log(`gestionnaires: validated (${rpps}), rejected, two at once, told apart, own history, outside refused`);
