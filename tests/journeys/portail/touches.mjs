// A hand on the keyboard and none on a mouse: every stop is drawn, in sight and in the order of the page, and nothing is a trap.
import assert from 'node:assert/strict';
import { stands } from '../inspect.mjs';
import { Guichet } from './guichet.mjs';

/** No page of the portal has as many. */
const STOPS = 150;

/** In the page: where the keyboard stands, whether somebody sees it, and how it comes after the stop before. */
const stop = ([forward, wanted]) => {
  const element = document.activeElement;
  const before = globalThis.stood;
  globalThis.stood = element;
  if (element === document.body) return { body: true };
  const skip = element.matches('.skip-link');
  // a radio in a card is drawn by the card
  const drawn = element.matches('.choice input') ? element.nextElementSibling : element;
  const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
  const [line] = drawn.getClientRects();
  const box = drawn.getBoundingClientRect();
  const over = document.elementFromPoint(line.left + line.width / 2, Math.min(Math.max(line.top + line.height / 2, 0), innerHeight - 1));
  // a lap begins again at the skip link; two columns stand side by side
  const lap = !before || before === document.body || !before.isConnected || skip || before.matches('.skip-link');
  const [first, second] = forward ? [before, element] : [element, before];
  const above = (one, other) => one.bottom <= other.top + 1 && one.left < other.right && other.left < one.right;
  return {
    what: `${element.tagName} ${element.name || element.id || element.getAttribute('aria-label') || element.innerText}`,
    drawn: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    shown: box.bottom > 0 && box.top < innerHeight && Boolean(over) && (drawn.contains(over) || over.contains(drawn)),
    moved: element !== before,
    skip,
    there: Boolean(wanted) && element.matches(wanted),
    follows: lap || (Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING)
      && !above(second.getBoundingClientRect(), first.getBoundingClientRect())),
  };
};

/** In the page: everything that a keyboard must reach, a group of radios once. */
const reachable = () => {
  const met = new Set();
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')];
  return all.filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    const group = element.type === 'radio' && `${element.form?.action} ${element.name}`;
    return !group || !(met.has(group) || !met.add(group));
  }).length;
};

export class Clavier extends Guichet {
  static async visit(setting, home, name) {
    const desk = await super.visit(setting, home, name);
    // what a mouse does would be a fault of the journey
    await desk.page.addInitScript(() => {
      for (const kind of ['pointerdown', 'mousedown', 'touchstart']) {
        addEventListener(kind, () => console.error(`${kind}: there is no mouse here`), true);
      }
    });
    return desk;
  }

  key(name) {
    return this.page.keyboard.press(name);
  }

  async #step(key, wanted = '') {
    await this.key(key);
    const stood = await this.page.evaluate(stop, [key === 'Tab', wanted]);
    if (stood.body) return stood;
    const at = `${stood.what} at ${this.page.url()}`;
    assert.ok(stood.drawn, `no focus is drawn on ${at}`);
    assert.ok(stood.shown, `the focus is out of sight on ${at}`);
    assert.ok(stood.moved, `${key} does not leave ${at}`);
    assert.ok(stood.follows, `${key} jumps to ${at}`);
    return stood;
  }

  /** Tabs until the keyboard stands on it. */
  async reach(css, key = 'Tab') {
    const stops = [];
    for (let at = 0; at < STOPS; at += 1) {
      const { what, there } = await this.#step(key, css);
      if (there) return;
      stops.push(what);
    }
    assert.fail(`the keyboard does not reach ${css} at ${this.page.url()}: ${stops.join(', ')}`);
  }

  back(css) {
    return this.reach(css, 'Shift+Tab');
  }

  /** A link by Enter, a button by the space bar. */
  async press(css) {
    await this.reach(css);
    const button = await this.page.evaluate(() => document.activeElement.tagName === 'BUTTON');
    await Promise.all([this.page.waitForNavigation(), this.key(button ? 'Space' : 'Enter')]);
  }

  send() {
    return this.press('main form button[type=submit].button--primary');
  }

  /** Fills fields by their names, each once the keyboard stands on it; in the order of the page. */
  async fill(values) {
    for (const [name, value] of Object.entries(values)) {
      await this.reach(`[name="${name}"]`);
      const kind = await this.page.evaluate(() => document.activeElement.type);
      if (kind === 'radio') await this.#choose(name, value);
      else if (kind === 'checkbox') await this.key('Space');
      else if (kind.startsWith('select')) await this.#select(value);
      else {
        await this.key('Control+A');
        await this.key('Delete');
        await this.page.keyboard.type(value);
      }
    }
    await this.holds(values);
  }

  async #choose(name, value) {
    const wanted = this.at(`[name="${name}"][value="${value}"]`);
    await this.key('Space');
    for (let at = 0; at < 60 && !(await wanted.isChecked()); at += 1) await this.key('ArrowDown');
  }

  async #select(value) {
    const far = await this.page.evaluate((wanted) => {
      const { options, selectedIndex } = document.activeElement;
      return [...options].findIndex((option) => option.value === wanted) - selectedIndex;
    }, value);
    for (let at = 0; at < Math.abs(far); at += 1) await this.key(far > 0 ? 'ArrowDown' : 'ArrowUp');
  }

  /** The keyboard stands on the summary; each of its links leads into its field, and one may come back for the next. */
  async objects(expected) {
    await stands(this.page, '.error-summary');
    assert.match(await this.page.title(), /^À compléter/);
    for (const [name, sentence] of Object.entries(expected)) {
      const link = `.error-summary a[href="#${name}"]`;
      await this.reach(link);
      assert.match(await this.at(link).innerText(), sentence);
      assert.match(await this.at(`#${name}-remarque`).innerText(), sentence);
      await this.key('Enter');
      await stands(this.page, `#${name}`);
      await this.page.evaluate(() => { globalThis.stood = undefined; });
      await this.back(link);
    }
    assert.equal(await this.at('.error-summary li').count(), Object.keys(expected).length, await this.text());
  }

  /** The whole page there and back: nothing is left out, and the skip link goes past what every page repeats. */
  async walk() {
    await this.reach('.skip-link');
    const stops = [];
    let stood = {};
    while (stops.length < STOPS && !stood.body && !stood.skip) {
      stood = await this.#step('Tab');
      stops.push(stood.what);
    }
    // the last one is the end of the page, or its skip link again
    assert.equal(stops.length, await this.page.evaluate(reachable), `at ${this.page.url()}: ${stops.join(', ')}`);
    if (!stood.skip) await this.reach('.skip-link');
    await this.key('Enter');
    await stands(this.page, '#contenu');
    await this.#step('Tab');
    assert.ok(await this.page.evaluate(() => Boolean(document.activeElement.closest('main'))), 'the next stop is in the content');
    await this.page.evaluate(() => { globalThis.stood = undefined; });
    await this.back('.skip-link');
  }

  /** With the card that this browser holds. */
  async byCard() {
    await this.go('/');
    await this.press('a[href="/connexion"]');
    await this.title('Connectez-vous');
    await this.press(`a[href^="${this.manifest.carte}"]`);
  }

  /** Through the simulated FranceConnect: `who` is one of its invented people. */
  async byFranceConnect(who) {
    await this.go('/');
    await this.press('a[href="/franceconnect"]');
    await this.title('Qui êtes-vous ?');
    await this.fill({ personne: who });
    await this.press('button[type=submit].button--primary');
  }
}
