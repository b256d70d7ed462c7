// A real Chromium over the sandbox, watched: what no page may do is noted while the journey goes on.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';

const require = createRequire(new URL('../clients/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The browser of one person: its certificates are those of `home`. */
export const open = (home, more = {}) => chromium.launch({
  ...more,
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
  env: { ...process.env, HOME: home },
});

/** Whether there is anything in this box of a photograph, its border left aside. */
const drawn = async ([png, { x, y, width, height }]) => {
  const photo = new Image();
  photo.src = `data:image/png;base64,${png}`;
  await photo.decode();
  const [inside, border] = [new OffscreenCanvas(width, height).getContext('2d'), 4];
  inside.drawImage(photo, -x, -y);
  const { data } = inside.getImageData(border, border, width - 2 * border, height - 2 * border);
  const dots = new Uint32Array(data.buffer);
  return dots.some((dot) => dot !== dots[0]);
};

/** One page, and what it did wrong. */
export class Screen {
  #taken = 0;

  static async open(browser, folder, name, context = {}) {
    const { elsewhere, ...options } = context;
    const own = await browser.newContext({ viewport: DESK, locale: 'fr-FR', ...options });
    return new this(await own.newPage(), folder, name, elsewhere);
  }

  /** `elsewhere`: the one address outside this machine that may be asked for. */
  constructor(page, folder, name, elsewhere) {
    Object.assign(this, { page, folder, name, faults: [] });
    page.on('pageerror', (error) => this.faults.push(`script: ${error.message}`));
    page.on('console', (message) => this.#console(message));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const known = hostname === 'localhost' || protocol === 'data:' || (elsewhere && request.url().startsWith(elsewhere));
      if (!known) this.faults.push(`another origin: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !response.request().isNavigationRequest()) {
        this.faults.push(`${response.status()} for ${response.url()}`);
      }
    });
  }

  // A page that answers 4xx makes Chromium write a line of its own; `response` tells those of a page's parts.
  #console(message) {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      this.faults.push(`console: ${message.text()}`);
    }
  }

  at(css) {
    return this.page.locator(css);
  }

  button(name) {
    return this.page.getByRole('button', { name });
  }

  link(name) {
    return this.page.getByRole('link', { name });
  }

  /** Clicks what leads to another page, or to this one again. A page that was renewing itself at that instant gives way. */
  async press(target) {
    const from = this.page.url();
    const mark = () => this.page.evaluate(() => { window.pressed = true; });
    await mark().catch(mark);
    await target.click();
    const arrived = (address) => (!window.pressed || location.href !== address) && document.readyState === 'complete';
    for (const end = Date.now() + 30_000; Date.now() < end; await this.page.waitForTimeout(20)) {
      // between two pages there is nobody to ask
      if (await this.page.evaluate(arrived, from).catch(() => false)) return;
    }
    assert.fail(`nothing came of a press at ${from}\n${await this.text()}`);
  }

  async title(expected) {
    await this.page.getByRole('heading', { name: expected }).first().waitFor({ timeout: 15_000 })
      .catch(async () => assert.fail(`no heading ${expected} at ${this.page.url()}\n${await this.text()}`));
  }

  /** What has the focus: Chromium moves it (`autofocus`, a link to a field) only after the page is drawn. */
  async focused(css, why) {
    await this.at(`${css}:focus`).waitFor({ timeout: 10_000 }).catch(async () => {
      const held = await this.page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));
      assert.fail(`${why}: the focus is not on ${css}, but on ${held}`);
    });
  }

  /** What is read, whatever the spaces and hyphens that do not break. */
  async text() {
    const text = await this.page.locator('body').innerText();
    return text.replace(/[\u00a0\u202f]/g, ' ').replaceAll('\u2011', '-');
  }

  async says(expected) {
    assert.match(await this.text(), expected);
  }

  /** A screenshot on a phone and on a desk, and what axe finds on each. */
  async moment(label) {
    this.#taken += 1;
    const place = `${this.name}-${String(this.#taken).padStart(2, '0')}-${label}`;
    for (const [format, viewport] of [['390', PHONE], ['1280', DESK]]) {
      await this.page.setViewportSize(viewport);
      await this.shoot(`${place}-${format}`);
      await this.sideways(place, viewport.width);
      await this.accessible(`${place} at ${format}`);
    }
  }

  async shoot(file) {
    const frame = this.at('iframe:not([aria-hidden])').first();
    await (await frame.count() > 0 ? this.#shootFramed(file, frame) : this.#photograph(file));
  }

  /** Chromium paints a frame that is shut off (a mail in its page) only where it stands in the window: the window grows. */
  async #shootFramed(file, frame) {
    const seen = this.page.viewportSize();
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.page.setViewportSize({ ...seen, height });
    const blank = async () => {
      const png = await this.#photograph(file);
      return !(await this.page.evaluate(drawn, [png.toString('base64'), await frame.boundingBox()]));
    };
    let tries = 20;
    while (await blank()) {
      tries -= 1;
      if (tries === 0) { this.faults.push(`${file}: blank frame`); break; }
      await this.page.waitForTimeout(100);
    }
    await this.page.setViewportSize(seen);
  }

  #photograph(file) {
    return this.page.screenshot({ path: join(this.folder, `${file}.png`), fullPage: true });
  }

  async sideways(place, width) {
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) this.faults.push(`${place}: ${wide} px wide at ${width}`);
  }

  async accessible(place) {
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(axe);
    // a colour on its way from the night to the day is no colour of ours; the bar of the time that is left goes on
    await this.page.evaluate(() => document.getAnimations().forEach((one) => { if (one instanceof CSSTransition) one.finish(); }));
    const { violations } = await this.page.evaluate((values) => globalThis.axe.run(document, {
      runOnly: { type: 'tag', values }, resultTypes: ['violations'],
    }), TAGS);
    for (const { id, nodes } of violations) {
      this.faults.push(`${place}: axe ${id}: ${nodes.map((node) => `${node.html} ${node.any.map((why) => why.message)}`).join(' | ')}`);
    }
  }

  /** Ends the visit: nothing must have gone wrong on the way. */
  async close() {
    await this.page.context().close();
    assert.deepEqual([...new Set(this.faults)], [], this.name);
  }
}

export const options = () => JSON.parse(process.argv[2]);

export const person = (manifest, qui) => manifest.personnes.find((someone) => someone.qui === qui);
