// The guide for teams as the sandbox serves it: on any screen, by keyboard, in both languages, without scripts, and from a disk.
import assert from 'node:assert/strict';
import { Screen, open, options } from './chrome.mjs';
import { LOOK, inspect } from './inspect.mjs';

const { manifest, home, screens, pages, built } = options();
const guide = new URL('guide/', manifest.accueil).href;
const WORDS = {
  fr: { typed: 'PREMIERE connexions', lands: 'premiere-connexion.html', title: 'Votre première connexion en dix minutes', code: 'retour.deja-repondu' },
  en: { typed: 'FIRST login', lands: 'first-login.html', title: 'Your first login in ten minutes', code: 'retour.deja-repondu' },
};
/** Those that every kind of content is on; the others are read by axe at one width. */
const SHOWN = { fr: ['index', 'premiere-connexion', 'obligation-2026', 'banc', 'erreurs', 'portees-et-champs', 'spring-security', 'scenarios'], en: ['index', 'first-login', 'duty-2026'] };

const browser = await open(home);

async function reads(language) {
  const desk = await Screen.open(browser, screens, language);
  for (const name of pages[language]) {
    await desk.page.goto(`${guide}${language}/${name}.html`);
    assert.equal(await desk.at('html').getAttribute('lang'), language);
    assert.equal(await desk.at('h1').count(), 1);
    const whole = SHOWN[language].includes(name);
    await inspect(desk, `${language}-${name}`, whole ? LOOK : { ...LOOK, widths: [320], checked: [320], shot: [] });
  }
  await desk.page.goto(`${guide}${language}/index.html`);
  await inspect(desk, `${language}-nuit`, { widths: [1440], checked: [1440], schemes: ['dark'] });
  await desk.close();
}

/** By keyboard alone: to the field, words without their accents, down to the answer, back, and on. */
async function searches(language) {
  const desk = await Screen.open(browser, screens, `recherche-${language}`);
  const { typed, lands, title, code } = WORDS[language];
  const { page } = desk;
  await page.goto(`${guide}${language}/index.html`);
  for (let tab = 0; tab < 3; tab += 1) await page.keyboard.press('Tab');
  await desk.focused('#recherche', 'the third stop is the search');
  await page.keyboard.type(typed);
  await desk.at('.finder__hit').first().waitFor();
  assert.match(await desk.at('.finder__status').innerText(), /\d+ (réponse|answer)/);
  await inspect(desk, `${language}-reponses`, LOOK);
  await page.keyboard.press('ArrowDown');
  await desk.focused('.finder__hit', 'the first answer');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await desk.focused('#recherche', 'back in the field');
  await page.keyboard.press('Escape');
  assert.ok(await desk.at('.finder__panel').isHidden());
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  await Promise.all([page.waitForURL(new RegExp(`/${language}/${lands}`)), page.keyboard.press('Enter')]);
  await desk.title(title);
  await finds(desk, code, /erreurs\.html#|errors\.html#/);
  await desk.at('#recherche').fill('zzzz');
  await desk.says(/Rien trouvé|Nothing found/);
  await desk.close();
}

async function finds(desk, typed, address) {
  await desk.at('#recherche').fill(typed);
  await desk.at('.finder__hit').first().waitFor();
  const found = await desk.at('.finder__hit').evaluateAll((links) => links.map((link) => link.href));
  assert.ok(found.some((link) => address.test(link)), `${typed} finds ${found}`);
}

/** The other language is the same page; the contents of a narrow screen unfold; a block is copied. */
async function goes() {
  const context = { permissions: ['clipboard-read', 'clipboard-write'] };
  const desk = await Screen.open(browser, screens, 'chemins', context);
  const { page } = desk;
  await page.goto(`${guide}fr/obligation-2026.html`);
  await desk.press(desk.link('English'));
  await desk.title('The 2026 duty, row by row');
  await desk.press(desk.link('Français'));
  await desk.title('L’obligation de 2026, ligne par ligne');
  await page.setViewportSize({ width: 390, height: 844 });
  await desk.at('.contents-folded > summary').click();
  await desk.shoot('sommaire-deplie-390');
  await desk.press(desk.at('.contents-folded').getByRole('link', { name: 'Le banc d’essai' }));
  await desk.title('Le banc d’essai');
  await desk.at('[data-copy]').first().click();
  await page.getByText('Copié', { exact: true }).waitFor({ state: 'attached' });
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /cat > partie\.toml/);
  await desk.close();
}

/** Nothing is lost without scripts but the search, and its place is taken by the contents. */
async function readsWithoutScripts() {
  const desk = await Screen.open(browser, screens, 'sans-script', { javaScriptEnabled: false });
  await desk.page.goto(`${guide}fr/index.html`);
  assert.ok(await desk.at('.finder').isHidden());
  assert.equal(await desk.at('[data-copy]:visible').count(), 0);
  await desk.press(desk.link('Votre première connexion').first());
  assert.ok(await desk.at('.contents-beside').isVisible());
  assert.equal(await desk.at('.contents-beside a').count(), pages.fr.length);
  await desk.press(desk.at('.contents-beside').getByRole('link', { name: 'Les refus et leurs remèdes' }));
  await desk.shoot('sans-script-1280');
  await desk.page.context().close();
}

/** What `site construire` writes opens from a disk, and its search answers there too. */
async function opensFromADisk() {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  await page.goto(`file://${built}/index.html`);
  await page.getByRole('link', { name: 'Le guide des équipes' }).click();
  await page.locator('#recherche').fill('deconnexion');
  await page.locator('.finder__hit').first().waitFor();
  await page.locator('.finder__hit').first().click();
  await page.locator('h1').waitFor();
  assert.match(page.url(), /^file:.*\/fr\/.*\.html/);
  assert.deepEqual(faults, []);
  await context.close();
}

const entrance = await Screen.open(browser, screens, 'entree');
await entrance.page.goto(manifest.accueil);
await entrance.press(entrance.link('Lire le guide des équipes'));
await inspect(entrance, 'entree', LOOK);
await entrance.press(entrance.link('Le guide des équipes'));
await entrance.title('Branchez votre service, dès aujourd’hui');
await entrance.close();

for (const language of ['fr', 'en']) {
  await reads(language);
  await searches(language);
}
await goes();
await readsWithoutScripts();
await opensFromADisk();
await browser.close();
console.log(`guide: ${pages.fr.length} pages in two languages, read, searched, without scripts, from a disk`);
