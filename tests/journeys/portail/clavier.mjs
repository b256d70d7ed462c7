// The keyboard alone, at every desk: somebody asks, the gestionnaire decides and registers, the legal representative gives a right and
// takes it back, two agents of the support correct a civil status.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { mail } from './guichet.mjs';
import { Clavier } from './touches.mjs';
import { day } from './jours.mjs';

const setting = options();
const { manifest, homes } = setting;
const at = (who, name) => Clavier.visit(setting, homes[who], name);

// Somebody asks: the establishment is left out, the summary leads to it.
const theo = await at('aucune', 'professionnel');
await theo.go('/');
await theo.walk();
await theo.byFranceConnect('theo');
await theo.title('Mes demandes');
await theo.press('a[href="/demande/nouvelle"]');
await theo.fill({ courriel: 'theo.garnier@exemple.test', mobile: '06 39 98 00 23', profession: '326', role: 'GENR10', debut: day(9) });
await theo.holds({ prenom_exercice: 'Théo' });
await theo.send();
await theo.objects({ structure: /FINESS/ });
await theo.walk();
await theo.fill({ structure: '690990122' });
await theo.send();
await theo.title('Mes demandes');
await theo.says(/En attente/);
await theo.press('a[href="/deconnexion"]');
await theo.send();
await theo.title('Un numéro RPPS, un lieu, un rôle');
await theo.leave();

// The gestionnaire decides: nothing ticked, then everything.
const malik = await at('gestionnaire', 'gestionnaire');
await malik.byCard();
await malik.title('Demandes à valider');
await malik.walk();
await malik.press('a[aria-label*="Théo FICTIF-GARNIER"]');
await malik.title(/Théo FICTIF-GARNIER/);
await malik.walk();
await malik.press('button[value=valider]');
await malik.objects({ diplomes_verifies: /diplômes/, besoin_verifie: /besoin/, conditions_acceptees: /conditions/ });
await malik.fill({ diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true });
await malik.press('button[value=valider]');
await malik.title('Demande validée');

// They register somebody who is there: a day that does not exist, a commune among four of the same name.
await malik.press('main a[href="/bureau/enregistrer"]');
await malik.title('Enregistrer quelqu’un');
await malik.walk();
await malik.fill({
  code_civilite: 'M', nom: 'FICTIF-CARADCE', prenoms: 'Gwen', naissance: '31/09/1985', lieu_naissance: 'Saint-Denis',
  courriel: 'gwen.caradec@exemple.test', mobile: '06 39 98 00 51', structure: '690990114', profession: '313', role: 'GENR11',
  nom_exercice: 'FICTIF-CARADEC', prenom_exercice: 'Gwen', debut: day(-21),
  face_a_face: true, piece: 'passeport', diplomes_verifies: true, besoin_verifie: true, conditions_acceptees: true,
});
await malik.send();
await malik.objects({ naissance: /Ce jour n.existe pas/, commune_naissance: /communes/ });
await malik.walk();
await malik.fill({ naissance: '17/09/1985', commune_naissance: '97411' });
await malik.send();
await malik.title('C’est enregistré');
const letter = await mail(manifest, 'gwen.caradec@exemple.test', /Votre numéro RPPS/);
const [, number] = letter.texte.replace(/\s/g, ' ').match(/numéro RPPS : (\d{3} \d{4} \d{4})/) ?? assert.fail(letter.texte);

// Found again, and the place of work ends on a day to come.
await malik.press('a[href="/bureau/professionnels"]');
await malik.fill({ recherche: 'gwen caradec' });
await malik.send();
await malik.press('button[aria-label*="Gwen"]');
await malik.title(/Gwen FICTIF-CARADEC/);
await malik.walk();
await malik.press('form[action="/bureau/professionnels/fin"] button');
await malik.fill({ dernier_jour: day(404) });
await malik.press('main form button[type=submit]');
await malik.says(/Fin prévue/);
await malik.leave();

// The legal representative gives a right, and takes it back.
const claire = await at('directrice', 'representante');
await claire.byCard();
await claire.press('a[href="/bureau/droits"]');
await claire.walk();
await claire.press('a[href="/bureau/droits/designer"]');
await claire.walk();
await claire.fill({ carte: '3690990015/CPET0003', titre: 'GESTIONNAIRE', perimetre: 'EG:380990135' });
await claire.send();
await claire.objects({ formation_suivie: /formation/ });
await claire.fill({ formation_suivie: true });
await claire.send();
await claire.says(/Droit donné/);
await claire.press('button[aria-label*="Nadia"][aria-label*="MAS FICTIVE DU VERCORS"]');
await claire.says(/Droit retiré/);
assert.equal(await claire.at('button[aria-label*="MAS FICTIVE DU VERCORS"]').count(), 0);
await claire.leave();

// One agent of the support proposes, another one confirms.
const ines = await at('support', 'support');
await ines.byCard();
await ines.title('Assistance nationale');
await ines.fill({ personne: '12' });
await ines.send();
await ines.objects({ personne: /11 chiffres/ });
await ines.walk();
await ines.fill({ personne: number });
await ines.send();
await ines.title('Dossier');
await ines.walk();
await ines.press('button[aria-label^="Corriger l’état civil"]');
await ines.title('Corriger un état civil');
await ines.holds({ nom: 'FICTIF-CARADCE', lieu_naissance: 'Saint-Denis', commune_naissance: '97411' });
await ines.walk();
await ines.fill({ nom: 'FICTIF-CARADEC' });
await ines.send();
await ines.objects({ motif_correction: /pièce/ });
await ines.fill({ motif_correction: 'acte de naissance, demande 42' });
await ines.send();
await ines.says(/C’est proposé/);

const tom = await at('support-2', 'support-2');
await tom.byCard();
await tom.says(/FICTIF-CARADCE/);
await tom.walk();
await tom.press(`button[aria-label^="Confirmer"][aria-label$=" 8${number.replaceAll(' ', '')}"]`);
await tom.says(/C’est fait/);
await tom.leave();
await ines.leave();
console.log(`keyboard alone: asked, decided, registered (${number}), a right given and taken back, a civil status corrected`);
