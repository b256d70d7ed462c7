// A profession that the list has not got: a structure asks, the GRADeS of its region gives back or relays, the ANS hears its partners
// and decides, and the structure reads each answer.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;
const WANTED = { libelle: 'Médiateur en santé', volume: '12', usages: 'DUI, messagerie MSSanté' };
const OTHER = { libelle: 'Lecteur de cartes postales', volume: '1', usages: 'Aucun pour l’instant' };
const FIRST = day(40);
/** The mail of one stage, to who asked. */
const hears = (stage) => mail(manifest, 'malik.roche@example.org', new RegExp(`^Votre demande de profession ${stage}$`));
const rows = (desk, name) => desk.at('.rows > li').filter({ hasText: name });

const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
await malik.byCard();
await malik.press(malik.link('Professionnels'));
await malik.press(malik.link(/Voir les demandes/));
await malik.title('Professions demandées');
await malik.look('aucune');

// Nothing filled, then a number that is none: each sentence beside its field.
await malik.press(malik.link('Demander une profession').first());
await malik.title('Demander une profession');
await malik.look('formulaire');
await malik.fill({ volume: 'beaucoup' });
await malik.press(malik.button('Envoyer au GRADeS'));
await malik.objects({
  libelle: /nom de la profession/, volume: /personnes/, usages: /services|usages/i, etablissement: /établissement/,
});
await malik.holds({ volume: 'beaucoup' });
await malik.look('a-completer');
for (const asked of [WANTED, OTHER]) {
  await malik.go('/bureau/professions/nouvelle');
  await malik.fill({ ...asked, etablissement: '690990114' });
  await malik.press(malik.button('Envoyer au GRADeS'));
  await malik.says(/Demande envoyée au GRADeS/);
}
await malik.look('demandees');

// The GRADeS gives one back with its reason, and relays the other with what it adds.
const maia = await Guichet.visit(setting, homes.grades, 'grades');
await maia.byCard();
await maia.says(/Médiateur en santé/);
await maia.look('region', { night: true });
await maia.press(maia.button(/^Rendre la demande Lecteur/));
await maia.look('rendre');
await maia.press(maia.button('Rendre la demande'));
await maia.objects({ motif: /pourquoi/ });
await maia.fill({ motif: 'Ce métier ne se sert d’aucun service : « Autre professionnel » suffit.' });
await maia.press(maia.button('Rendre la demande'));
await maia.says(/C’est fait/);
await maia.press(maia.button(/Médiateur/).first());
await maia.title('Relayer à l’ANS');
await maia.fill({ complement: 'Douze structures de la région en emploient.' });
await maia.look('relayer');
await maia.press(maia.button('Relayer à l’ANS'));
await maia.says(/C’est fait/);
await maia.look('relayee');
await hears('vous est rendue');
await hears('est à l’ANS');

// The ANS decides with its three partners, and not before.
const ines = await Guichet.visit(setting, homes.support, 'support');
await ines.byCard();
await ines.press(ines.link('Professions demandées').first());
await ines.says(/Douze structures de la région/);
assert.equal(await rows(ines, 'Lecteur de cartes').count(), 0, 'what was given back is not for the ANS');
await ines.look('a-decider', { night: true });
const inscription = { code_profession: '399', libelle: 'Médiateur en santé', premier_jour: FIRST, commentaire: 'Dans la prochaine version.' };
await ines.press(ines.button(/^Retenir/));
await ines.fill({ ...inscription, code_profession: '313' });
await ines.press(ines.button('Retenir la profession'));
await ines.says(/avis/);
await ines.look('sans-avis');
for (const partenaire of ['DNS', 'CNSA', 'CNAM']) {
  await ines.go('/support/professions');
  await ines.press(ines.button(/^Noter un avis/));
  if (partenaire === 'DNS') {
    await ines.press(ines.button('Noter cet avis'));
    await ines.objects({ partenaire: /avis/, rendu_le: /jour/, avis: /avis/ });
    await ines.look('avis');
  }
  await ines.fill({ partenaire, rendu_le: day(-2), avis: `Favorable (${partenaire}).` });
  await ines.press(ines.button('Noter cet avis'));
  await ines.says(new RegExp(`Favorable \\(${partenaire}\\)`));
}
await ines.press(ines.button(/^Retenir/));
await ines.fill({ ...inscription, code_profession: '313' });
await ines.press(ines.button('Retenir la profession'));
await ines.objects({ code_profession: /libre/ });
await ines.holds({ premier_jour: FIRST, commentaire: 'Dans la prochaine version.' });
await ines.look('retenir');
await ines.fill(inscription);
await ines.press(ines.button('Retenir la profession'));
await ines.says(/C’est noté/);
await hears('est retenue');

// The structure reads both answers, and asks again for what was given back with what it had written.
await malik.go('/bureau/professions');
await malik.says(/Retenue/);
await malik.says(/399/);
await malik.says(/Autre professionnel/);
await malik.look('reponses', { night: true });
await malik.press(malik.button(/^Compléter et redemander/));
await malik.holds({ ...OTHER, etablissement: '690990114' });

await ines.leave();
await maia.leave();
await malik.leave();
console.log('professions: asked, given back, relayed, three opinions, accepted, read by the structure');
