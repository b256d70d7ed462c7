// Lists that fill more than one page: a file of many people, who works in one place, my own history; page by page and filtered.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet } from './guichet.mjs';
import { csv, row } from './tableur.mjs';

const setting = options();
const { homes } = setting;
const FIRST = ['ABADIE', 'BERGUES', 'CORNEVIN', 'DUGUAY', 'ESTEVEZ', 'FOUCHER', 'GRIMALDI', 'HUREL', 'ISNARD', 'JOUVET', 'KLEIN', 'LORIOT'];
const SECOND = ['AMADOU', 'BIZET', 'CHOLET', 'DOUCET', 'EPINAT', 'FROMENT', 'GUYOT', 'HOUDIN', 'IMBERT', 'JOLY'];
const GIVEN = ['Aurore', 'Brune', 'Capucine', 'Doris', 'Elvire', 'Flore', 'Gilberte', 'Honorine', 'Irma', 'Judith', 'Karine', 'Ludivine'];
const two = (number) => String(number).padStart(2, '0');

/** 120 people, none like another. */
const people = FIRST.flatMap((first, at) => SECOND.map((second, other) => row(
  `FICTIF-${first}-${second}`,
  GIVEN[(at + other) % GIVEN.length],
  {
    date_naissance: `${two(1 + ((at * 7 + other * 3) % 28))}/${two(1 + at)}/${1955 + at * 3 + other}`,
    courriel: `${first}.${second}@exemple.test`.toLowerCase(),
  },
)));

const desk = await Guichet.visit(setting, homes.gestionnaire, 'gestionnaire');
const page = (number) => desk.at(`.pagination a[aria-label="Page ${number}"]`);

// The preview of the file: a hundred lines, then the others.
await desk.byCard();
await desk.go('/bureau/lots');
await desk.at('#fichier').setInputFiles({ name: 'hiver.csv', mimeType: 'text/csv', buffer: csv(people) });
await desk.press(desk.button('Envoyer et relire'));
await desk.title(/Aperçu de hiver.csv/);
await desk.says(/120 lignes lues/);
await desk.look('apercu', { zoom: true });
await desk.press(page(2));
await desk.says(/Ligne 121/);
assert.equal(await desk.at('tbody tr').count(), 20);
await desk.look('apercu-suite');
await desk.fill({ lot_face_a_face: true, lot_diplomes_verifies: true, lot_besoin_verifie: true, lot_conditions_acceptees: true });
await desk.press(desk.button('Enregistrer les lignes prêtes'));
await desk.page.getByRole('heading', { name: /: terminé/ }).waitFor({ timeout: 90_000 });
await desk.says(/120\s+Inscrites/);

// Who works there: three pages, and a name that stands in no address.
await desk.go('/bureau/professionnels');
await desk.press(desk.link('Voir qui y travaille : EHPAD FICTIF LES TILLEULS'));
await desk.title('EHPAD FICTIF LES TILLEULS');
assert.equal(await desk.at('main .rows > li').count(), 50);
await desk.look('effectif', { night: true, zoom: true });
await desk.press(page(3));
assert.equal(await page(3).getAttribute('aria-current'), 'page');
await desk.look('effectif-derniere-page');
await desk.fill({ nom_cherche: 'loriot' });
await desk.press(desk.button('Chercher'));
assert.equal(await desk.at('main .rows > li').count(), SECOND.length);
assert.doesNotMatch(desk.page.url(), /loriot/i);
await desk.holds({ nom_cherche: 'loriot' });
await desk.look('effectif-filtre');
await desk.fill({ nom_cherche: 'personne' });
await desk.press(desk.button('Chercher'));
await desk.says(/Rien ne correspond/);
await desk.look('effectif-rien');

// What I decided: the next page, the beginning again, by stage and by name.
await desk.go('/bureau/historique');
await desk.says(/120 demandes/);
assert.equal(await desk.at('tbody tr').count(), 50);
await desk.look('historique', { zoom: true });
const read = await desk.at('tbody th').allInnerTexts();
await desk.press(desk.link('Page suivante'));
const others = await desk.at('tbody th').allInnerTexts();
assert.deepEqual(others.filter((name) => read.includes(name)), [], 'no line stands on two pages');
await desk.press(desk.link('Page suivante'));
assert.equal(await desk.at('tbody tr').count(), 20);
await desk.look('historique-fin');
await desk.press(desk.link('Retour au début'));
await desk.fill({ etape: 'rejetee' });
await desk.press(desk.button('Chercher'));
await desk.says(/Rien ne correspond/);
await desk.look('historique-rien');
await desk.fill({ etape: 'validee', nom_cherche: 'fictif' });
await desk.press(desk.button('Chercher'));
await desk.press(desk.button('Page suivante'));
assert.doesNotMatch(desk.page.url(), /fictif/i);
for (const [id, value] of [['etape', 'validee'], ['nom_cherche', 'fictif']]) assert.equal(await desk.at(`#${id}`).inputValue(), value);
assert.equal(await desk.at('tbody tr').count(), 50);
await desk.look('historique-filtre');

await desk.leave();
console.log('long lists: a file of 120 lines, 50 people on a page, filtered by name and by stage');
