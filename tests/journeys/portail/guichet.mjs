// The portal as somebody in front of it uses it: its doors, its forms, what each page looks like.
import assert from 'node:assert/strict';
import { Screen, open } from '../chrome.mjs';
import { inspect } from '../inspect.mjs';

/** 720 px is 200 % zoom of 1440. */
const DAY = { widths: [320, 720, 1440], checked: [320, 1440], shot: [320, 1440], schemes: ['light'] };
const NIGHT = { widths: [1440], checked: [1440], schemes: ['dark'] };

export class Guichet extends Screen {
  #looked = 0;

  /** The browser of one person; `home` holds their card, when they have one. */
  static async visit({ manifest, screens }, home, name, context = {}) {
    const browser = await open(home);
    const guichet = await this.open(browser, screens, name, context);
    return Object.assign(guichet, { manifest, browser });
  }

  async leave() {
    await this.close();
    await this.browser.close();
  }

  go(path) {
    return this.page.goto(String(new URL(path, this.manifest.portail)));
  }

  /** The page as it stands, on a phone and on a wide screen, by day; by night where it is the first of its kind; at 200 % where it is dense. */
  async look(label, { night = false, zoom = false } = {}) {
    this.#looked += 1;
    const place = `${this.name}-${String(this.#looked).padStart(2, '0')}-${label}`;
    await inspect(this, place, zoom ? { ...DAY, checked: DAY.widths, shot: DAY.widths } : DAY);
    if (night) await inspect(this, place, NIGHT);
    await this.page.setViewportSize({ width: 1280, height: 800 });
  }

  /** Through the simulated FranceConnect, as one of its invented people. */
  async byFranceConnect(name) {
    await this.go('/');
    await this.press(this.link(/Je demande mon enregistrement/));
    await this.chooseIdentity(name);
  }

  async chooseIdentity(name) {
    await this.title('Qui êtes-vous ?');
    await this.page.getByRole('radio', { name }).check();
    await this.press(this.button(/^Continuer vers/));
  }

  /** With the card that this browser holds. */
  async byCard() {
    await this.go('/');
    await this.press(this.link(/Je gère des professionnels/));
    await this.title('Connectez-vous');
    await this.press(this.link(/Ma carte/));
  }

  /** The session ends in another tab of the same browser. */
  async endsElsewhere() {
    const other = await this.page.context().newPage();
    await other.goto(new URL('/deconnexion', this.manifest.portail).href);
    await Promise.all([other.waitForNavigation(), other.getByRole('button', { name: 'Se déconnecter' }).click()]);
    await other.close();
  }

  /** Fills fields by their names, whatever their kind. */
  async fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = this.at(`[name="${name}"]`);
      const kind = await field.first().evaluate((element) => element.type);
      if (kind === 'radio') await this.at(`[name="${name}"][value="${value}"]`).check();
      else if (kind === 'checkbox') await field.setChecked(value);
      else if (kind.startsWith('select')) await field.selectOption(value);
      else await field.fill(value);
    }
  }

  /** What a field holds. */
  async holds(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = this.at(`[name="${name}"]`);
      const kind = await field.first().evaluate((element) => element.type);
      if (kind === 'radio') assert.ok(await this.at(`[name="${name}"][value="${value}"]`).isChecked(), name);
      else if (kind === 'checkbox') assert.equal(await field.isChecked(), value, name);
      else assert.equal(await field.inputValue(), value, name);
    }
  }

  /** The summary is read first, and each of its sentences stands beside its field too, which the link leads to. */
  async objects(expected) {
    await this.focused('.error-summary', 'the summary is read first');
    assert.match(await this.page.title(), /^À compléter/);
    for (const [name, sentence] of Object.entries(expected)) {
      const link = this.at(`.error-summary a[href="#${name}"]`);
      assert.match(await link.innerText().catch(() => assert.fail(`nothing about ${name}\n`)), sentence);
      assert.match(await this.at(`#${name}-remarque`).innerText(), sentence);
      await link.click();
      await this.focused(`[id="${name}"]`, 'the link leads to the field');
    }
    const told = await this.at('.error-summary li').count();
    assert.equal(told, Object.keys(expected).length, await this.at('.error-summary').innerText());
  }

  /** What the server answered for the page that is shown. */
  async answered(expected) {
    const status = await this.page.evaluate(() => performance.getEntriesByType('navigation')[0].responseStatus);
    assert.equal(status, expected, await this.text());
  }
}

/** It is later at once, for every service of the sandbox: `preuve` by 6 minutes, `session` by 31. */
export async function later({ accueil }, by) {
  const page = await fetch(new URL('/delais', accueil));
  const [, csrf] = (await page.text()).match(/name="csrf" value="([^"]+)"/) ?? assert.fail('the page of delays has no form');
  const [cookie] = page.headers.getSetCookie().map((line) => line.split(';')[0]);
  const answer = await fetch(new URL('/horloge', accueil), {
    method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams({ csrf, pas: by }),
  });
  assert.equal(answer.status, 303, 'the clock was not put forward');
}

/** The mail with this subject that the sandbox caught for this address: waited for. */
export async function mail(manifest, to, subject) {
  const inbox = new URL('/api/messages', manifest.messagerie);
  inbox.searchParams.set('destinataire', to);
  let subjects = [];
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    const messages = await (await fetch(inbox)).json();
    const found = messages.find((one) => subject.test(one.sujet));
    if (found) return found;
    subjects = messages.map((one) => one.sujet);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return assert.fail(`no mail ${subject} to ${to} in 30 s, but ${JSON.stringify(subjects)}`);
}
