// A card in the simulated reader, in a Chromium with a screen: the window that asks for its PIN is the browser's own.
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { Screen, open, options, person } from './chrome.mjs';

const { manifest, home, screens, pin } = options();

/** What is typed goes to the window that is in front. */
function keyboard(...keys) {
  const { status, stderr } = spawnSync('xdotool', keys, { encoding: 'utf8' });
  assert.equal(status, 0, `xdotool ${keys}: ${stderr}`);
}

/** The names of the windows that can be seen. */
const windows = () => spawnSync('xdotool', ['search', '--onlyvisible', '--name', '.+', 'getwindowname', '%@'], { encoding: 'utf8' })
  .stdout.split('\n').filter(Boolean);

/** The window that asks for the PIN: Chromium calls it so in French and in English. */
const asking = () => windows().some((name) => /Unlock|Security|Déverrouill|sécurité/i.test(name));

async function asked() {
  for (let tries = 0; tries < 100; tries += 1) {
    if (asking()) return;
    await pause(100);
  }
  assert.fail(`nothing asks for the PIN: ${windows()}`);
}

async function type(secret) {
  await asked();
  await pause(500);
  keyboard('type', '--delay', '50', secret);
  keyboard('key', 'Return');
  // the window closes; another one opens after a wrong PIN
  await pause(1_000);
}

/** As far as the page that reads the card. */
async function begin(name) {
  const browser = await open(home, { headless: false });
  const desk = await Screen.open(browser, screens, name);
  await desk.page.goto(manifest.dui);
  await desk.press(desk.link('Se connecter'));
  await desk.title('Connectez-vous');
  await desk.link(/Ma carte/).click({ noWaitAfter: true });
  return { browser, desk };
}

const { browser, desk } = await begin('medecin');
await type('9999');
await type(pin);
await desk.title('Vous travaillez ailleurs en ce moment');
await desk.says(new RegExp(person(manifest, 'medecin').nom));
await desk.shoot('lecteur-connecte');
await desk.close();
await browser.close();

const stranger = await begin('inconnu');
for (let wrong = 0; wrong < 3; wrong += 1) await type('9999');
// the right one comes too late, however often it is asked for
const absent = stranger.desk.page.waitForURL((address) => address.href.startsWith(manifest.carte)).then(() => true);
const over = () => Promise.race([absent, pause(200)]);
for (let tries = 0; tries < 150 && !(await over()); tries += 1) if (asking()) await type(pin);
await stranger.desk.title('Aucune carte n’a été lue');
await stranger.desk.shoot('lecteur-bloquee');
await stranger.desk.close();
await stranger.browser.close();

console.log('card in the reader: a wrong PIN and the right one sign in; three wrong ones block it, and the right one comes too late');
