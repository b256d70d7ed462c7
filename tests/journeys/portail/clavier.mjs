// The keyboard alone, from the first page to a request that is sent: every stop is seen, none is a trap.
import assert from 'node:assert/strict';
import { options } from '../chrome.mjs';
import { Guichet } from './guichet.mjs';

const setting = options();
const desk = await Guichet.visit(setting, setting.homes.aucune, 'clavier');
const keys = desk.page.keyboard;

/** Where the keyboard stands, and whether somebody sees it. */
const stop = () => {
  const element = document.activeElement;
  // a radio in a card is drawn by the card
  const drawn = element.matches('.choice input') ? element.nextElementSibling : element;
  const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
  const box = drawn.getBoundingClientRect();
  return {
    what: `${element.tagName} ${element.name || element.id || element.innerText}`,
    seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    shown: box.bottom > 0 && box.top < innerHeight,
    body: element === document.body,
  };
};

/** Tabs until the keyboard stands on it. */
async function reach(css) {
  const stops = [];
  for (let at = 0; at < 120; at += 1) {
    await keys.press('Tab');
    const { what, seen, shown, body } = await desk.page.evaluate(stop);
    if (!body) {
      assert.ok(seen, `no focus is drawn on ${what} at ${desk.page.url()}`);
      assert.ok(shown, `${what} has the focus out of sight at ${desk.page.url()}`);
    }
    stops.push(what);
    if (await desk.page.evaluate((wanted) => document.activeElement.matches(wanted), css)) return;
  }
  assert.fail(`the keyboard does not reach ${css}: ${stops.join(', ')}`);
}

async function press(css) {
  await reach(css);
  await Promise.all([desk.page.waitForNavigation(), keys.press('Enter')]);
}

async function type(name, text) {
  await reach(`#${name}`);
  await keys.press('Control+A');
  await keys.type(text);
}

/** A closed list takes the first letters of what is wanted (those of an American keyboard: the driver sends no others). */
async function choose(name, letters) {
  await reach(`#${name}`);
  await keys.type(letters);
}

await desk.go('/');
await reach('.skip-link');
await press('a[href="/franceconnect"]');
await desk.title('Qui êtes-vous ?');
await reach('[name=personne]');
for (let at = 0; at < 20 && !(await desk.at('[value=theo]').isChecked()); at += 1) await keys.press('ArrowDown');
await press('button[type=submit].button--primary');
await desk.title('Mes demandes');
await press('a[href="/demande/nouvelle"]');

// From the top, in the order of the page; the establishment is left out.
await type('courriel', 'theo.garnier@exemple.test');
await type('mobile', '06 39 98 00 23');
await choose('profession', 'Educateur sp');
await choose('role', 'Accompagnement social/m');
await type('debut', '01/12/2026');
await desk.holds({ profession: '326', role: 'GENR10', prenom_exercice: 'Théo' });
await press('button[type=submit].button--primary');

// The keyboard stands on the summary, whose link leads into the field.
assert.equal(await desk.page.evaluate(() => document.activeElement.className), 'error-summary');
await reach('.error-summary a[href="#structure"]');
await keys.press('Enter');
assert.equal(await desk.page.evaluate(() => document.activeElement.id), 'structure');
await keys.type('690990122');
await press('button[type=submit].button--primary');
await desk.title('Mes demandes');
await desk.says(/En attente/);

// Out again.
await press('a[href="/deconnexion"]');
await press('button[type=submit].button--primary');
await desk.title('Un numéro RPPS, un lieu, un rôle');

await desk.leave();
console.log('keyboard alone: identity, form, summary, sent, signed out');
