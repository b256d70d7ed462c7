// The legal representative: gestionnaire without having asked, names others, takes a right back.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet } from './guichet.mjs';
import { day } from './jours.mjs';

const setting = options();
const { homes } = setting;

const person = await Guichet.visit(setting, homes.aucune, 'personne');
await person.byFranceConnect(/Lina FICTIF-OUEDRAOGO/);
await person.go('/demande/nouvelle');
await person.fill({ structure: '690990114', mobile: '06 39 98 00 31', profession: '313', role: 'GENR11', debut: day(9) });
await person.press(person.button('Envoyer à mon gestionnaire'));
await person.title('Mes demandes');
await person.leave();

// By default: the request is hers to decide.
const claire = await Guichet.visit(setting, homes.directrice, 'representante');
await claire.byCard();
await claire.says(/Lina FICTIF-OUEDRAOGO/);

// A colleague who manages another establishment sees nothing of it.
const nadia = await Guichet.visit(setting, homes['gestionnaire-2'], 'gestionnaire-2');
await nadia.byCard();
assert.doesNotMatch(await nadia.text(), /Lina FICTIF-OUEDRAOGO/);

// Who may act, and one more.
await claire.go('/bureau/droits');
await claire.says(/Malik FICTIF-ROCHE/);
await claire.look('droits', { night: true });
await claire.press(claire.at('a[href="/bureau/droits/designer"]'));
await claire.look('designer');
await claire.press(claire.at('main form button[type=submit]'));
await claire.objects({ carte: /carte CPE/, titre: /pourra faire/, perimetre: /établissements/ });
const nomination = { carte: '3690990015/CPET0003', titre: 'GESTIONNAIRE', perimetre: 'EG:690990114' };
await claire.fill(nomination);
await claire.press(claire.at('main form button[type=submit]'));
await claire.objects({ formation_suivie: /formation/ });
await claire.look('formation');
await claire.fill({ carte: '3440990026/CPET0002', formation_suivie: true });
await claire.press(claire.at('main form button[type=submit]'));
await claire.objects({ carte: /./ });
await claire.fill(nomination);
await claire.press(claire.at('main form button[type=submit]'));
await claire.says(/Nadia FICTIF-LACROIX/);
await claire.look('designee');
await nadia.go('/bureau');
await nadia.says(/Lina FICTIF-OUEDRAOGO/);

// A gestionnaire names nobody.
await nadia.go('/bureau/droits/designer');
assert.equal(await nadia.at('[name=carte]').count() === 0 || await nadia.at('[name=perimetre]').count() === 0, true);

// Taken back: at once.
const right = claire.at('.rows > li').filter({ hasText: 'Nadia' }).filter({ hasText: 'EHPAD FICTIF LES TILLEULS seulement' });
await claire.press(right.getByRole('button'));
await claire.says(/Droit retiré/);
await claire.look('reprise');
await nadia.go('/bureau');
assert.doesNotMatch(await nadia.text(), /Lina FICTIF-OUEDRAOGO/);

await claire.leave();
await nadia.leave();
console.log('legal representative: gestionnaire by default, names one, takes the right back');
