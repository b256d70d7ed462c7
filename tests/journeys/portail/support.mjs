// The support of the ANS corrects a civil status: one agent proposes, another one confirms.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { stands } from '../inspect.mjs';
import { Guichet, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;

// Somebody whom the portal registered, with a slip in the name.
const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
await malik.byCard();
await malik.go('/bureau/enregistrer');
await malik.fill({
  code_civilite: 'M', nom: 'FICTIF-BERNADR', prenoms: 'Noé', naissance: '12/06/1994', pays_naissance: '99100', lieu_naissance: 'Bastia',
  courriel: 'noe.bernard@exemple.test', mobile: '06 39 98 00 51', structure: '690990114', profession: '313', role: 'GENR11',
  nom_exercice: 'FICTIF-BERNARD', prenom_exercice: 'Noé', debut: day(-21),
  face_a_face: true, piece: 'carte', diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true,
});
await malik.press(malik.button('Enregistrer'));
await malik.title('C’est enregistré');
const letter = await mail(manifest, 'noe.bernard@exemple.test', /Votre numéro RPPS/);
const [, number] = letter.texte.replace(/\s/g, ' ').match(/numéro RPPS : (\d{3} \d{4} \d{4})/) ?? assert.fail(letter.texte);
await malik.go('/support');
await malik.answered(403);
await malik.leave();

// One proposes, and cannot confirm what is theirs.
const ines = await Guichet.visit(setting, homes.support, 'support');
await ines.byCard();
await ines.title('Assistance nationale');
await ines.look('assistance', { night: true });
await ines.fill({ personne: '12' });
await ines.press(ines.button('Ouvrir le dossier'));
await ines.objects({ personne: /11 chiffres/ });
await ines.fill({ personne: number });
await ines.press(ines.button('Ouvrir le dossier'));
await ines.title('Dossier');
await ines.says(/FICTIF-BERNADR, Noé, 12\/06\/1994, Bastia/);
assert.doesNotMatch(await ines.text(), /noe\.bernard|39 ?98 ?00 ?51/, 'contact data are masked');
await ines.look('dossier', { night: true });
await ines.press(ines.button(/^Corriger l’état civil/));
await ines.title('Corriger un état civil');
await ines.holds({ nom: 'FICTIF-BERNADR', prenoms: 'Noé', naissance: '12/06/1994', lieu_naissance: 'Bastia' });
await ines.look('etat-civil');
await ines.fill({ nom: 'FICTIF-BERNARD', naissance: '31/06/1994' });
await ines.press(ines.button('Proposer la correction'));
await ines.objects({ naissance: /Ce jour n.existe pas/ });
await ines.fill({ naissance: '12/06/1994' });
await ines.press(ines.button('Proposer la correction'));
await ines.objects({ motif_correction: /pièce/ });
await ines.look('motif');
await ines.fill({ motif_correction: 'acte de naissance, demande 42' });
await ines.press(ines.button('Proposer la correction'));
await ines.says(/C’est proposé/);
const confirm = new RegExp(`^Confirmer.* 8${number.replaceAll(' ', '')}$`);
assert.equal(await ines.button(confirm).count(), 0, 'nobody confirms what they proposed');
await ines.look('proposee');

// The other one compares, and confirms.
const tom = await Guichet.visit(setting, homes['support-2'], 'support-2');
await tom.byCard();
await tom.says(/FICTIF-BERNADR/);
await tom.says(/FICTIF-BERNARD/);
await tom.look('a-confirmer', { night: true });
await tom.press(tom.button(confirm));
await tom.says(/C’est fait/);
await tom.look('corrigee');
await mail(manifest, 'noe.bernard@exemple.test', /état civil a été corrigé/);
await tom.fill({ personne: number });
await tom.press(tom.button('Ouvrir le dossier'));
await tom.says(/FICTIF-BERNARD, Noé/);
await tom.says(/États civils d’avant[^]+FICTIF-BERNADR/);
await tom.look('dossier-corrige');

// What else two agents decide: each form, with nothing filled.
for (const [act, label] of [[/^Suspendre/, 'mesure'], [/^Geler/, 'gel']]) {
  await tom.press(tom.button(act));
  await tom.look(label);
  await tom.press(tom.at('main form button[type=submit]'));
  await stands(tom.page, '.error-summary');
  await tom.look(`${label}-a-completer`);
  await tom.go('/support');
  await tom.fill({ personne: number });
  await tom.press(tom.button('Ouvrir le dossier'));
}

await tom.leave();
await ines.leave();
console.log('support: one proposed, another confirmed, the person was told');
