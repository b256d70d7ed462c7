// The représentante légale orders a card for somebody of the structure and follows it until it is stopped; a gestionnaire orders
// none; the dashboards of an establishment and of the ANS.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';

const setting = options();
const { homes, manifest } = setting;
const MALIK = '3690990015/CPET0002';
const LETTERS = 'malik.roche@example.org';

const claire = await Guichet.visit(setting, homes.directrice, 'representante');
const send = () => claire.press(claire.at('main form button[type=submit]').last());
const act = (name) => claire.press(claire.page.getByRole('button', { name, exact: true }));

/** The authority is asked every five seconds. */
async function until(state, who) {
  for (let tries = 0; tries < 30; tries += 1) {
    await claire.go('/bureau/cartes');
    const row = claire.page.getByRole('listitem').filter({ hasText: who }).first();
    if ((await row.innerText()).includes(state)) return;
    await claire.page.waitForTimeout(1_000);
  }
  assert.fail(`no ${state} for ${who}: ${await claire.text()}`);
}

await claire.byCard();
await claire.go('/bureau');
await claire.press(claire.link('Cartes'));
await claire.title('Cartes');
await claire.look('liste', { night: true });

// What is missing is told at once; somebody with a role has no card.
await claire.press(claire.link('Commander une carte'));
await claire.title('Commander une carte');
await claire.look('commander');
await send();
await claire.objects({ modele: /type de carte/, porteur: /Choisissez une personne/ });
await claire.says(/formulaire F301/);
await claire.fill({ modele: 'CDE', porteur: MALIK });
await send();
await claire.objects({ modele: /nominative/ });
await claire.holds({ porteur: MALIK });
await claire.look('refusee');
await claire.fill({ modele: 'CPE' });
await send();
await claire.says(/Carte commandée/);
await claire.look('commandee');
await mail(manifest, LETTERS, /Une carte CPE est commandée/);
await until('En route', 'FICTIF-ROCHE');
await claire.look('en-route');
const letter = await mail(manifest, LETTERS, /Votre carte CPE est partie/);
assert.match(letter.texte, /pli fermé/);
await act('Carte reçue : Malik FICTIF-ROCHE, CPE');
await claire.says(/la carte est arrivée/);

// Lost: stopped at once.
await act('Faire opposition sur la carte : Malik FICTIF-ROCHE, CPE');
await claire.title('Faire opposition');
await claire.look('opposition');
await send();
await claire.objects({ raison: /ne doit plus servir/ });
await claire.fill({ raison: 'perdue' });
await send();
await claire.says(/Opposition faite/);
await claire.look('opposee');
await mail(manifest, LETTERS, /Opposition sur la carte/);
await claire.press(claire.link('Mes cartes'));
await claire.title('Mes cartes');
await claire.look('miennes');

// The dashboard of an establishment: each chart has its table.
await claire.press(claire.link('Suivi'));
await claire.title(/Suivi de/);
await claire.says(/Personnes par rôle/);
await claire.look('suivi', { night: true });
await claire.page.locator('summary').first().click();
assert.ok(await claire.page.locator('details[open] table tbody tr').count() > 0, 'the figures in a table');
await claire.look('suivi-tableau');
await claire.go('/bureau/suivi/310990312');
await claire.answered(403);
await claire.go('/support/suivi');
await claire.answered(403);
await claire.leave();

// A gestionnaire sees the cards and may stop them, and orders none (GES-11).
const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
await malik.byCard();
await malik.go('/bureau/cartes');
await malik.title('Cartes');
await malik.says(/FICTIF-ROCHE/);
assert.equal(await malik.link('Commander une carte').count(), 0, 'nothing to order with');
await malik.go('/bureau/cartes/commander');
await malik.title('Cartes');
await malik.leave();

// That of the ANS.
const ines = await Guichet.visit(setting, homes.support, 'support');
await ines.byCard();
await ines.go('/support');
await ines.press(ines.link('Suivi national'));
await ines.title('Suivi national');
await ines.says(/Chiffres relevés le/);
await ines.says(/Doublons surveillés/);
await ines.look('national', { night: true });
await ines.leave();

console.log('cards: ordered, made, sent, received, stopped; two dashboards read');
