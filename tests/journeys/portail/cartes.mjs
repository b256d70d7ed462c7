// A gestionnaire orders a card for somebody of the structure, follows it until it is stopped; the dashboards of an establishment and of the ANS.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet, mail } from './guichet.mjs';

const setting = options();
const { homes, manifest } = setting;
const MALIK = '3690990015/CPET0002';
const LETTERS = 'malik.roche@example.org';

const malik = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
const send = () => malik.press(malik.at('main form button[type=submit]').last());
const act = (name) => malik.press(malik.page.getByRole('button', { name, exact: true }));

/** The authority is asked every five seconds. */
async function until(state, who) {
  for (let tries = 0; tries < 30; tries += 1) {
    await malik.go('/bureau/cartes');
    const row = malik.page.getByRole('listitem').filter({ hasText: who }).first();
    if ((await row.innerText()).includes(state)) return;
    await malik.page.waitForTimeout(1_000);
  }
  assert.fail(`no ${state} for ${who}: ${await malik.text()}`);
}

await malik.byCard();
await malik.go('/bureau');
await malik.press(malik.link('Cartes'));
await malik.title('Cartes');
await malik.look('liste', { night: true });

// What is missing is told at once; somebody with a role has no card.
await malik.press(malik.link('Commander une carte'));
await malik.title('Commander une carte');
await malik.look('commander');
await send();
await malik.objects({ modele: /type de carte/, porteur: /Choisissez une personne/ });
await malik.says(/formulaire F301/);
await malik.fill({ modele: 'CDE', porteur: MALIK });
await send();
await malik.objects({ modele: /nominative/ });
await malik.holds({ porteur: MALIK });
await malik.look('refusee');
await malik.fill({ modele: 'CPE' });
await send();
await malik.says(/Carte commandée/);
await malik.look('commandee');
await mail(manifest, LETTERS, /Une carte CPE est commandée/);
await until('En route', 'FICTIF-ROCHE');
await malik.look('en-route');
const letter = await mail(manifest, LETTERS, /Votre carte CPE est partie/);
assert.match(letter.texte, /pli fermé/);
await act('Carte reçue : Malik FICTIF-ROCHE, CPE');
await malik.says(/la carte est arrivée/);

// Lost: stopped at once.
await act('Faire opposition sur la carte : Malik FICTIF-ROCHE, CPE');
await malik.title('Faire opposition');
await malik.look('opposition');
await send();
await malik.objects({ raison: /ne doit plus servir/ });
await malik.fill({ raison: 'perdue' });
await send();
await malik.says(/Opposition faite/);
await malik.look('opposee');
await mail(manifest, LETTERS, /Opposition sur la carte/);
await malik.press(malik.link('Mes cartes'));
await malik.title('Mes cartes');
await malik.look('miennes');

// The dashboard of an establishment: each chart has its table.
await malik.press(malik.link('Suivi'));
await malik.title(/Suivi de/);
await malik.says(/Personnes par rôle/);
await malik.look('suivi', { night: true });
await malik.page.locator('summary').first().click();
assert.ok(await malik.page.locator('details[open] table tbody tr').count() > 0, 'the figures in a table');
await malik.look('suivi-tableau');
await malik.go('/bureau/suivi/310990312');
await malik.answered(403);
await malik.go('/support/suivi');
await malik.answered(403);
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
