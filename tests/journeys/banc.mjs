// Whoever opens a report of the bench: what it concludes, what to mend and how, every rule with its source, on paper as well.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Screen, open, options } from './chrome.mjs';
import { inspect } from './inspect.mjs';

const { home, screens, fautif, juste } = options();

// one file, as a mail or a build keeps it: whatever else it asks for is not there
const pages = { '/fautif': fautif, '/juste': juste };
const server = createServer((request, answer) => {
  const folder = pages[request.url];
  answer.writeHead(folder ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
  answer.end(folder ? readFileSync(join(folder, 'rapport.html')) : '');
});
await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
const base = `http://localhost:${server.address().port}`;

const browser = await open(home);
const reader = await Screen.open(browser, screens, 'rapport', { javaScriptEnabled: true });

/** Its headings, in the order of the page. */
const headings = async (level) => (await reader.at(level).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());

await reader.page.goto(`${base}/fautif`);
await reader.title('Pas encore : 2 points à corriger');
await reader.says(/2 règles obligatoires ne sont pas suivies : à corriger avant la mise en service/);
assert.deepEqual((await headings('h2')).slice(0, 2), ['Pas encore : 2 points à corriger', 'À corriger']);
await reader.link('La personne annule').first().click();
assert.match(reader.page.url(), /#s-annulation$/);
const fault = reader.at('#s-annulation');
for (const said of [/Ce que le banc a fait/i, /Attendu/i, /Observé[^]*500/i, /RFC 6749, 4\.1\.2\.1/, /Comment corriger/, /--scenarios annulation --seed 7/]) {
  assert.match(await fault.innerText(), said);
}
await inspect(reader, 'non-conforme');

// the auditor's table: every scenario with rule, source, what was expected and seen
const rows = await reader.at('tbody tr').count();
assert.equal(rows, 14);
for (const label of ['Règle et source', 'Attendu', 'Vu', 'Verdict']) {
  assert.equal(await reader.at(`td[data-label="${label}"]`).count(), rows);
}
await reader.at('a.tile[href="#r-nonce-faux"]').click();
assert.match(await reader.at('#r-nonce-faux').innerText(), /OpenID Connect Core 1\.0[^]*conforme/);
assert.match(await reader.at('#r-canal-prouve').innerText(), /EXI PSC 24[^]*sans objet/);

await reader.page.goto(`${base}/juste`);
await reader.title('Conforme');
await reader.says(/Le service suit toutes les règles obligatoires de cette campagne partielle/);
await reader.says(/Depuis le rapport du \d+ \S+ \d{4}, version 4\.12\.0/);
await reader.says(/2 verdicts ont changé, 0 recul, 2 progrès/);
assert.equal(await reader.at('#titre-corriger').count(), 0);
await inspect(reader, 'conforme');

// on paper: nothing to click is left, nothing is cut off at the side
for (const [name, page] of [['fautif', '/fautif'], ['juste', '/juste']]) {
  await reader.page.goto(base + page);
  await reader.page.emulateMedia({ media: 'print' });
  await reader.page.setViewportSize({ width: 794, height: 1123 });
  await reader.sideways(`${name} on paper`, 794);
  assert.equal(await reader.at('.skip-link:visible').count(), 0);
  const pdf = await reader.page.pdf({ path: join(screens, `rapport-${name}.pdf`), format: 'A4', printBackground: true });
  assert.ok(pdf.length > 20_000);
  await reader.shoot(`${name}-papier`);
  await reader.page.emulateMedia({ media: 'screen' });
}

await reader.close();
await browser.close();
server.close();
console.log('report: verdict, what to mend, every rule, the comparison, on paper');
