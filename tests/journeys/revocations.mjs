// An operator looks at what is known of stopped cards: all is well, then deltas are forged and complete lists do not come.
import assert from 'node:assert/strict';
import { Screen, open, options } from './chrome.mjs';
import { LOOK, inspect } from './inspect.mjs';

const { manifest, home, screens, page } = options();

const browser = await open(home);
const desk = await Screen.open(browser, screens, 'exploitant');

async function fail(guichet, panne) {
  const headers = { 'content-type': 'application/json' };
  const told = await fetch(new URL('/pannes', manifest.igc), { method: 'POST', headers, body: JSON.stringify({ guichet, panne }) });
  assert.equal(told.status, 204);
}

/** Looks again until the page says so. */
async function until(words) {
  for (let look = 0; look < 150; look += 1) {
    await desk.page.goto(page);
    if (words.test(await desk.page.innerText('main'))) return;
    await new Promise((later) => setTimeout(later, 200));
  }
  assert.fail(`the page does not say ${words}`);
}

await until(/Tout est à jour/);
await desk.title('Cartes et certificats arrêtés');
await desk.says(/TEST FORT PERSONNES/);
await desk.says(/refusée dès la fin de la liste/);
assert.equal(await desk.at('.badge--danger').count(), 0);
await inspect(desk, 'tout-va-bien', LOOK);

await fail('delta', 'autre-signataire');
await fail('crl', 'muette');
await until(/signée par aucune autorité[^]*L’autorité de cartes ne répond pas|L’autorité de cartes ne répond pas[^]*signée par aucune autorité/);
await desk.says(/Une source ne répond pas comme il faut/);
await desk.says(/Les dernières bonnes listes servent jusqu’à leur fin/);
await desk.says(/revocation\.signataire/);
await inspect(desk, 'sources-en-defaut', LOOK);

await fail('delta', null);
await fail('crl', null);
await until(/Tout est à jour/);
await desk.page.goto(page.replace('revocations', 'mesures'));
await desk.says(/caducee_revocation_fresh\{authority="TEST FORT PERSONNES"\} 1/);

await desk.close();
await browser.close();
console.log('operator: all is well, forged deltas, silent complete lists, well again');
