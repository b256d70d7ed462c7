// A contract, cards and rights: somebody without a card asks for a structure, the support answers, a director reads the contract,
// orders a card, names a mandataire, who orders another.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';

const setting = options();
const { homes, manifest } = setting;

// Whoever directs the hospital has no card yet.
const lina = await Guichet.visit(setting, homes.aucune, 'presidente');
await lina.go('/adhesion/conditions');
await lina.title('Conditions générales des moyens d’identification');
await lina.says(/Version du/);
await lina.look('conditions', { night: true, zoom: true });
await lina.go('/adhesion');
await lina.title('Adhésion d’une structure');
await lina.look('portes');
await lina.byFranceConnect(/Lina FICTIF-OUEDRAOGO/);
await lina.press(lina.at('nav a[href="/adhesion"]'));
await lina.says(/Un formulaire envoyé s’affichera ici/);
await lina.press(lina.at('main a[href="/adhesion/nouvelle"]'));
await lina.fill({ finess: '750000002' });
await lina.press(lina.button('Continuer'));
await lina.objects({ finess: /DRIHL/ });
await lina.look('inconnue');
await lina.fill({ finess: '310 990 031' });
await lina.press(lina.button('Continuer'));
await lina.title('Contrat d’adhésion et carte de direction');
await lina.says(/CENTRE HOSPITALIER FICTIF DU LAURAGAIS/);
await lina.says(/Gratuit/);
assert.equal(await lina.at('main a[href="/adhesion/conditions"]').count(), 1, 'the box leads to what it says was read');
await lina.look('direction', { night: true, zoom: true });
await lina.fill({ niveau: 'EJ', qualite: 'delegation', mobile: '01 23 45 67 89' });
await lina.press(lina.button('Envoyer à l’ANS'));
await lina.objects({ acte_du: /date de l’acte/, signataire: /signé l’acte/, mobile: /./, conditions: /conditions générales/ });
await lina.look('incomplete');
await lina.fill({ acte_du: '01/09/2026', signataire: 'Paul FICTIF-PRESIDENT', mobile: '06 39 98 00 31', conditions: true });
await lina.press(lina.button('Envoyer à l’ANS'));
await lina.says(/Formulaire envoyé à l’ANS/);
await lina.look('envoyee', { night: true });

// The support gives it back, then accepts.
const ines = await Guichet.visit(setting, homes.support, 'support');
await ines.byCard();
await ines.press(ines.at('nav a[href="/support/formulaires"]'));
await ines.says(/Un formulaire attend/);
await ines.look('attente', { night: true });
await ines.press(ines.button(/^Rendre/));
await ines.says(/Paul FICTIF-PRESIDENT/);
await ines.press(ines.button('Rendre'));
await ines.objects({ motif_formulaire: /pourquoi/ });
await ines.look('rendre');
await ines.fill({ motif_formulaire: 'Donnez le nom du directeur général qui a signé.' });
await ines.press(ines.button('Rendre'));
await ines.says(/Rien n’attend/);

await lina.go('/adhesion');
await lina.says(/Donnez le nom du directeur général/);
await lina.look('a-completer');
await lina.press(lina.button(/^Compléter/));
await lina.holds({ qualite: 'delegation', acte_du: '01/09/2026', signataire: 'Paul FICTIF-PRESIDENT' });
await lina.fill({ signataire: 'Jeanne FICTIF-GENERALE', conditions: true });
await lina.press(lina.button('Envoyer à l’ANS'));
await lina.says(/À l’ANS/);

await ines.go('/support/formulaires');
await ines.press(ines.button(/^Accepter/));
await ines.says(/Jeanne FICTIF-GENERALE/);
await ines.look('accepter');
await ines.press(ines.button('Accepter'));
await ines.says(/Réponse enregistrée/);
await lina.go('/adhesion');
await lina.says(/3310990031\/CDE00001/);
await lina.look('acceptee');
const letter = await mail(manifest, 'lina.ouedraogo@exemple.test', /F101 est accepté/);
assert.match(JSON.stringify(letter), /3310990031\/CDE00001/);
// the form was the order: the card is made and sent without anything more
const sent = await mail(manifest, 'lina.ouedraogo@exemple.test', /Votre carte CDE est partie/);
assert.match(sent.texte, /CENTRE\s+HOSPITALIER\s+FICTIF\s+DU\s+LAURAGAIS/);
await lina.leave();

// A director reads the contract and what FINESS says of her establishments.
const claire = await Guichet.visit(setting, homes.directrice, 'representante');
await claire.byCard();
await claire.press(claire.at('nav a[href="/bureau/contrat"]'));
await claire.says(/Cartes, certificats des logiciels, portail RPPS\+/);
await claire.says(/Institut Médico-Educatif/);
await claire.says(/Secteur SA17/);
await claire.look('contrat', { night: true, zoom: true });
await claire.press(claire.at('main a[href="/bureau/contrat/carte"]'));
await claire.press(claire.button('Envoyer à l’ANS'));
await claire.objects({ perimetre: /structure/, civilite: /./, nom: /./, prenom: /./, fonction: /./, courriel: /./, mobile: /./ });
await claire.look('carte-incomplete');
const card = { perimetre: 'EJ:690990015', civilite: 'M', nom: 'FICTIF-NEUF', prenom: 'Léo', fonction: 'Ressources humaines' };
await claire.fill({ ...card, courriel: 'leo.neuf@example.org', mobile: '06 39 98 00 72' });
await claire.press(claire.button('Envoyer à l’ANS'));
await claire.says(/Léo FICTIF-NEUF/);
await claire.look('carte-demandee');

// A mandataire (F502) does as much.
await claire.go('/bureau/droits/designer');
await claire.fill({ carte: '3690990015/CPET0003', titre: 'MANDATAIRE', perimetre: 'EJ:690990015' });
await claire.press(claire.button('Donner ce droit'));
await claire.says(/Droit donné/);
const nadia = await Guichet.visit(setting, homes['gestionnaire-2'], 'mandataire');
await nadia.byCard();
await nadia.go('/bureau/contrat');
await nadia.says(/Léo FICTIF-NEUF/);
await nadia.press(nadia.at('main a[href="/bureau/contrat/carte"]'));
await nadia.fill({ ...card, nom: 'FICTIF-VIEUX', courriel: 'leo.vieux@example.org', mobile: '06 39 98 00 73' });
await nadia.press(nadia.button('Envoyer à l’ANS'));
await nadia.says(/Léo FICTIF-VIEUX/);
await nadia.look('mandataire');
await nadia.leave();

// A gestionnaire reads and orders nothing.
const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
await malik.byCard();
await malik.go('/bureau/contrat');
await malik.says(/Contrat d’adhésion en vigueur/);
assert.equal(await malik.at('a[href="/bureau/contrat/carte"]').count(), 0);
assert.doesNotMatch(await malik.text(), /FICTIF-NEUF/);
await malik.look('gestionnaire');
await malik.leave();

// Accepted, the card is named with one button.
await ines.go('/support/formulaires');
await ines.press(ines.at('.rows > li').filter({ hasText: 'FICTIF-NEUF' }).getByRole('button', { name: /^Accepter/ }));
await ines.press(ines.button('Accepter'));
await ines.says(/Réponse enregistrée/);
await ines.leave();
await claire.go('/bureau/contrat');
await claire.press(claire.button(/^Désigner Léo FICTIF-NEUF/));
await claire.title('Désigner quelqu’un');
await claire.fill({ titre: 'GESTIONNAIRE', perimetre: 'EG:690990114', formation_suivie: true });
await claire.press(claire.button('Donner ce droit'));
await claire.says(/Léo FICTIF-NEUF/);
await claire.look('designe');
await claire.press(claire.at('nav a[href="/bureau/cartes"]'));
await claire.title('Cartes');
await claire.says(/Léo FICTIF-NEUF/);
await claire.look('cartes');
await claire.leave();
console.log('contract and cards: asked for, given back, accepted, ordered, named');
