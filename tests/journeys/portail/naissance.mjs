// Somebody of whose birth the civil status knows the year alone: asked for, compared, validated, and read by the person.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const { manifest, homes, screens } = options();
const person = await Guichet.visit({ manifest, screens }, homes.aucune, 'personne');
const desk = await Guichet.visit({ manifest, screens }, homes.gestionnaire, 'gestionnaire');

await person.byFranceConnect(/Yacine/);
await person.go('/demande/nouvelle');
await person.says(/1971 \(jour et mois inconnus\)/);
assert.equal(await person.at('[name="naissance"]').count(), 0, 'what FranceConnect says is not typed');
await person.look('formulaire');
await person.fill({
  profession: '313', role: 'GENR11', structure: '690990114', mobile: '06 39 98 00 61', lieu_naissance: 'Tizi Ouzou', debut: day(7),
});
await person.press(person.button('Envoyer à mon gestionnaire'));
await person.title('Mes demandes');

await desk.byCard();
await desk.title('Demandes à valider');
await desk.press(desk.link(/Examiner la demande de Yacine/));
await desk.says(/1971 \(jour et mois inconnus\)/);
await desk.says(/FranceConnect/);
await desk.look('examen');
await desk.fill({ diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true });
await desk.press(desk.button('Valider la demande'));
await desk.title('Demande validée');
await mail(manifest, 'yacine.benaissa@exemple.test', /Votre numéro RPPS/);

await person.go('/demande');
await person.says(/Validée/);
await person.look('validee');
await person.leave();
await desk.leave();
console.log('a birth without a day: a number for life, and no date that nobody knows');
